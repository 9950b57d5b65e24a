"""Attention over the edges of molecule and citation graphs."""
import math

import numpy as np
import tensorflow as tf


class EdgeAttention(tf.Module):
    def __init__(self, width, heads=2, rounds=3, residual=True, name=None):
        super().__init__(name)
        self.heads = [tf.Variable(tf.random.stateless_normal([width, width], [head, 1])) for head in range(heads)]
        self.scale = 1.0 / math.sqrt(width)
        self.rounds = rounds
        self.residual = residual

    def _head(self, kernel, nodes, sources, targets):
        hidden = nodes @ kernel
        weights = tf.reduce_sum(tf.gather(hidden, sources) * tf.gather(hidden, targets), axis=-1)
        weights = tf.sigmoid(weights * self.scale)[:, None]
        return tf.math.unsorted_segment_mean(weights * tf.gather(hidden, sources), targets, tf.shape(nodes)[0])

    @tf.function
    def __call__(self, nodes, edges):
        sources, targets = tf.unstack(edges)
        count, width = nodes.shape
        for layer in range(self.rounds):
            outputs = [self._head(kernel, nodes, sources, targets) for kernel in self.heads]
            update = sum(outputs) / len(outputs)
            if self.residual and layer > 0:
                update = update + nodes
            nodes = tf.tanh(update)
        left, right = tf.split(nodes, 2, axis=1)
        pooled = tf.reduce_mean(left, axis=0), tf.reduce_max(right, axis=0)
        first, second = pooled
        return first * second, tf.zeros([count, width]) + nodes


@tf.function
def label_propagation(labels, edges, limit):
    """Labels flow along the edges until nothing changes."""
    changed = tf.constant(True)
    rounds = tf.constant(0)
    while changed and rounds < limit:
        before = labels
        for edge in tf.transpose(edges):
            a, b = tf.unstack(edge)
            smaller = tf.minimum(labels[a], labels[b])
            labels = tf.tensor_scatter_nd_update(labels, [[a], [b]], [smaller, smaller])
        changed = tf.reduce_any(labels != before)
        rounds += 1
    return labels, rounds


def molecule():
    edges = tf.constant([[0, 1, 2, 4, 1, 2, 3, 5], [1, 2, 3, 5, 0, 1, 2, 4]])
    nodes = tf.reshape(tf.range(24.0), [6, 4]) / 24.0
    return nodes, edges


def run():
    nodes, edges = molecule()
    attention = EdgeAttention(4)
    summary, hidden = attention(nodes, edges)
    labels, rounds = label_propagation(tf.range(6), edges, tf.constant(10))
    return [summary, hidden, labels, rounds]


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    eager = run()
    tf.config.run_functions_eagerly(False)
    for left, right in zip(graph, eager):
        np.testing.assert_allclose(left, right, rtol=1e-4, atol=1e-6)
    assert graph[2].numpy().tolist() == [0, 0, 0, 0, 4, 4]
    print("proved")
