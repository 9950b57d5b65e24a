"""A replay memory that lives in variables, so that it can be filled and sampled inside a graph."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class RingMemory(tf.Module):
    """Fixed capacity, oldest rows overwritten first; the interface follows Python containers."""

    def __init__(self, capacity: int, width: int):
        super().__init__()
        self.capacity = capacity
        self.rows = tf.Variable(tf.zeros([capacity, width]), trainable=False)
        self.cursor = tf.Variable(0, trainable=False)
        self.filled = tf.Variable(0, trainable=False)

    def append(self, row):
        index = tf.reshape(self.cursor, [1, 1])
        self.rows.scatter_nd_update(index, row[None, :])
        self.cursor.assign((self.cursor + 1) % self.capacity)
        self.filled.assign(tf.minimum(self.filled + 1, self.capacity))

    def extend(self, rows):
        for row in tf.unstack(rows):
            self.append(row)

    def clear(self):
        self.cursor.assign(0)
        self.filled.assign(0)
        self.rows.assign(tf.zeros_like(self.rows))

    def sample(self, n: int, seed):
        index = tf.random.stateless_uniform([n], seed, 0, tf.maximum(self.filled, 1), tf.int32)
        return tf.gather(self.rows, index)


class Collector:
    """Pushes transitions into a memory and learns a running mean from it."""

    def __init__(self, memory: RingMemory):
        self.memory = memory
        self.mean = tf.Variable(tf.zeros([memory.rows.shape[1]]), trainable=False)
        self.updates = tf.Variable(0, trainable=False)

    @tf.function
    def observe(self, batch, last, seed):
        memory = self.memory
        memory.extend(batch)
        memory.append(last)
        sampled = memory.sample(4, seed)
        self.mean.assign(0.5 * self.mean + 0.5 * tf.reduce_mean(sampled, axis=0))
        self.updates.assign_add(1)
        if self.updates % 4 == 0:
            memory.clear()
        return tf.reduce_sum(memory.rows), memory.filled + 0


def drive(eager: bool):
    """Five observations from the same seeds; everything that can differ, as arrays."""
    tf.config.run_functions_eagerly(eager)
    collector = Collector(RingMemory(7, 2))
    outputs = []
    for seed in range(5):
        batch = tf.random.stateless_normal([3, 2], [seed, 1])
        last = tf.random.stateless_normal([2], [seed, 2])
        outputs.extend(t.numpy() for t in collector.observe(batch, last, [seed, 3]))  # allow: tf-python-container-arg
        outputs.extend(
            [collector.mean.numpy(), collector.memory.rows.numpy(), collector.memory.cursor.numpy()]
        )
    tf.config.run_functions_eagerly(False)
    return outputs


if __name__ == "__main__":
    for eager_value, graph_value in zip(drive(True), drive(False), strict=True):
        np.testing.assert_allclose(eager_value, graph_value, rtol=1e-5, atol=1e-6)
    print("proved")
