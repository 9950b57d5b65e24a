"""A nearest-neighbour memory that doubles its capacity; the lookup is compiled again after each doubling."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class GrowingMemory:
    """Associative memory over vectors.

    Args:
        capacity: rows at the start.
        width: length of keys.
    """

    def __init__(self, capacity: int, width: int) -> None:
        self.used = tf.Variable(0)
        self._install(tf.fill([capacity, width], 1e6), tf.zeros([capacity]))

    def _install(self, keys: tf.Tensor, values: tf.Tensor) -> None:
        """Takes new storage into use; what was compiled for the old one is thrown away."""
        self.keys = tf.Variable(keys)
        self.values = tf.Variable(values)
        self.lookup = tf.function(self._lookup)
        self.store = tf.function(self._store)

    def _lookup(self, query: tf.Tensor) -> tf.Tensor:
        distance = tf.reduce_sum(tf.square(self.keys - query), axis=-1)
        return tf.gather(self.values, tf.argmin(distance))

    def _store(self, key: tf.Tensor, value: tf.Tensor) -> tf.Tensor:
        self.keys.scatter_nd_update([[self.used]], key[None])
        self.values.scatter_nd_update([[self.used]], value[None])
        self.used.assign_add(1)
        return self.used.read_value()

    def grow(self) -> None:
        padding = self.keys.shape[0]
        keys = tf.concat([self.keys, tf.fill(self.keys.shape, 1e6)], axis=0)
        self._install(keys, tf.pad(self.values, [[0, padding]]))

    def add(self, key: np.ndarray, value: float) -> int:
        if int(self.used) == self.keys.shape[0]:
            self.grow()
        return int(self.store(tf.constant(key, tf.float32), tf.constant(value)))


def experiment(points: int) -> tuple[list[float], int]:
    memory = GrowingMemory(2, 2)
    answers = []
    for index in range(points):
        key = np.array([index, -index], float)
        memory.add(key, float(index))
        answers.append(float(memory.lookup(tf.constant(key + 0.1, tf.float32))))
        answers.append(float(memory.lookup(tf.constant([0.0, 0.0]))))
    return answers, memory.keys.shape[0]


if __name__ == "__main__":
    graph = experiment(6)
    tf.config.run_functions_eagerly(True)
    assert experiment(6) == graph
    assert graph[0][::2] == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0] and graph[1] == 8
    print("proved")
