"""A replay memory that is a set of variables, used inside compiled code."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class RingMemory(tf.Module):
    """Fixed-size storage; `append`, `extend`, `clear` and `pop` act on variables."""

    def __init__(self, capacity: int, width: int):
        super().__init__()
        self.capacity = capacity
        self.storage = tf.Variable(tf.zeros([capacity, width]), trainable=False)
        self.cursor = tf.Variable(0, trainable=False)
        self.filled = tf.Variable(0, trainable=False)

    def append(self, row):
        self.storage.scatter_nd_update([[self.cursor % self.capacity]], row[None])
        self.cursor.assign_add(1)
        self.filled.assign(tf.minimum(self.filled + 1, self.capacity))

    def extend(self, rows):
        for row in rows:
            self.append(row)

    def pop(self):
        """Returns the newest row and forgets it."""
        self.cursor.assign_sub(1)
        self.filled.assign_sub(1)
        return self.storage[self.cursor % self.capacity]

    def clear(self):
        self.cursor.assign(0)
        self.filled.assign(0)

    def update(self, scale):
        self.storage.assign(scale * self.storage)

    def __setitem__(self, index, row):
        self.storage.scatter_nd_update([[index]], row[None])

    def __getitem__(self, index):
        return self.storage[index]


class Collector:
    """Fills the memory from a simple random process."""

    def __init__(self, memory: RingMemory):
        self.memory = memory

    @tf.function
    def collect(self, state, controls):
        for control in controls:
            state = 0.9 * state + control
            self.memory.append(state)
        self.memory.update(tf.constant(0.5))
        self.memory[0] = tf.ones_like(state)
        return state, tf.reduce_sum(self.memory[1])

    @tf.function
    def consume(self, batch):
        newest = self.memory.pop()
        self.memory.extend(tf.unstack(batch))
        return newest

    @tf.function
    def reset(self):
        self.memory.clear()


def scenario(eager: bool):
    tf.config.run_functions_eagerly(eager)
    collector, trace = Collector(RingMemory(4, 2)), []
    for seed in range(4):
        controls = tf.random.stateless_normal([3, 2], [seed, 5])
        state, total = collector.collect(tf.zeros([2]), controls)
        newest = collector.consume(controls[:2])
        trace.append(np.concatenate([state, [total], newest, collector.memory.storage.numpy().ravel()]))
    trace.append(np.full(1, collector.memory.cursor.numpy()))
    collector.reset()
    trace.append(np.full(1, collector.memory.filled.numpy()))
    return trace


if __name__ == "__main__":
    for eager, graph in zip(scenario(True), scenario(False)):
        np.testing.assert_allclose(eager, graph, rtol=1e-5)
    print("proved")
