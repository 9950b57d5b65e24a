"""Windowed statistics of a signal with data sets, iterators and tensor arrays that live inside the graph."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class Windows:
    def __init__(self, size: int, length: int) -> None:
        self.size = size
        self.total = tf.Variable(0.0)
        self.length = length

    def dataset(self, signal: tf.Tensor) -> tf.data.Dataset:
        return tf.data.Dataset.from_tensor_slices(signal).batch(self.size, drop_remainder=True)

    @tf.function
    def energies(self, signal: tf.Tensor) -> tf.Tensor:
        """Energy of each window."""
        count = self.length // self.size
        result = tf.TensorArray(tf.float32, size=count)
        index = 0
        for window in self.dataset(signal):
            result = result.write(index, tf.reduce_sum(window * window))
            index += 1
        return result.stack()

    @tf.function
    def first_two(self, signal: tf.Tensor) -> tf.Tensor:
        iterator = iter(self.dataset(signal))
        first, second = next(iterator), next(iterator)
        self.total.assign_add(tf.reduce_sum(first) + tf.reduce_sum(second))
        return first * second

    @tf.function
    def pull(self, iterator: tf.data.Iterator) -> tf.Tensor:
        window = next(iterator)
        self.total.assign_add(tf.reduce_sum(window))
        return tf.reduce_max(window)


@tf.function
def median(values: tf.Tensor) -> tf.Tensor:
    """Median by way of a list that lasts for this call only."""
    ordered = []
    ordered.extend(tf.unstack(tf.sort(values)))
    while len(ordered) > 2:
        ordered.pop(0)
        ordered.pop()
    return tf.add_n(ordered) / len(ordered)


def analyse(signal: np.ndarray) -> list[np.ndarray]:
    windows = Windows(2, len(signal))
    source = iter(windows.dataset(tf.constant(signal, tf.float32)).repeat())
    rows = []
    for shift in range(3):
        tensor = tf.constant(np.roll(signal, shift), tf.float32)
        rows += [windows.energies(tensor), windows.first_two(tensor), windows.pull(source), median(tensor)]
    return [np.asarray(row) for row in [*rows, windows.total]]


if __name__ == "__main__":
    samples = np.array([1.0, -2.0, 3.0, 0.5, 0.0, 4.0])
    graph = analyse(samples)
    tf.config.run_functions_eagerly(True)
    for eager_row, row in zip(analyse(samples), graph):
        np.testing.assert_allclose(eager_row, row, rtol=1e-6)
    assert len({float(row) for row in graph[2:12:4]}) == 3
    print("proved")
