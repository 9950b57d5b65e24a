"""A crawler-like frontier in TensorFlow resources: queues, hash tables, counters."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class Frontier:
    """What is to be visited and what was; everything is a TensorFlow resource."""

    def __init__(self, capacity: int = 32):
        self.queue = tf.queue.FIFOQueue(capacity, [tf.int64], shapes=[[]])
        self.seen = tf.lookup.experimental.MutableHashTable(tf.int64, tf.int64, default_value=-1)
        self.counts = {"pushed": tf.Variable(0), "popped": tf.Variable(0)}
        self.peak = tf.Variable(0)

    def push(self, node):
        self.queue.enqueue(node)
        self.seen.insert(node, tf.cast(self.counts["pushed"], tf.int64))
        self.counts["pushed"].assign_add(1)
        self.peak.assign(tf.maximum(self.peak, self.queue.size()))

    def pop(self):
        self.counts["popped"].assign_add(1)
        return self.queue.dequeue()

    def known(self, node):
        return self.seen.lookup(node) >= 0

    def remove(self, node):
        self.seen.remove(node[None])


class Walker:
    """Breadth-first walk over the Collatz graph, one node a call."""

    def __init__(self, frontier: Frontier):
        self.frontier = frontier
        self.generator = tf.random.Generator.from_seed(3)

    @tf.function
    def seed(self, node):
        self.frontier.push(node)

    @tf.function
    def visit(self):
        node = self.frontier.pop()
        neighbours = tf.stack([2 * node, tf.where(node % 2 == 0, node // 2, 3 * node + 1)])
        for neighbour in neighbours:
            if not self.frontier.known(neighbour):
                self.frontier.push(neighbour)
        return node

    @tf.function
    def forget(self, node):
        self.frontier.remove(node)
        return self.frontier.seen.size(), self.generator.uniform([])


def walk(eager: bool, visits: int = 6):
    tf.config.run_functions_eagerly(eager)
    walker = Walker(Frontier())
    walker.seed(tf.constant(5, tf.int64))
    order = [int(walker.visit()) for _ in range(visits)]
    sizes, draws = zip(*[map(float, walker.forget(tf.constant(node, tf.int64))) for node in order[:3]])
    frontier = walker.frontier
    counts = [int(frontier.counts[name]) for name in sorted(frontier.counts)]
    return order, sizes, draws, counts, int(frontier.peak)


if __name__ == "__main__":
    eager, graph = walk(True), walk(False)
    assert eager[0] == graph[0] and eager[1] == graph[1]
    assert eager[3:] == graph[3:]
    np.testing.assert_allclose(eager[2], graph[2])
    assert len(set(graph[0])) == 6 and len(set(graph[2])) == 3
    print("proved")
