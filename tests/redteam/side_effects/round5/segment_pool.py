"""Pools sequences into segments with loops that are staged into the graph."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import tensorflow as tf


class Outputs(NamedTuple):
    means: tf.TensorArray
    peaks: tf.TensorArray

    def put(self, index, segment) -> Outputs:
        """Both arrays with one more segment; the old ones are not to be used again."""
        return Outputs(
            self.means.write(index, tf.reduce_mean(segment)), self.peaks.write(index, tf.reduce_max(segment))
        )


def empty(size) -> tf.TensorArray:
    return tf.TensorArray(tf.float32, size=size, element_shape=[])


def store(array, index, value):
    return array.write(index, value)


class SegmentPool:
    def __init__(self, length: int):
        self.length = length
        self.pool = tf.function(self._pool)

    def _pool(self, x):
        count = x.shape[0] // self.length
        outputs = Outputs(empty(count), empty(count))
        for k in tf.range(count):
            outputs = outputs.put(k, x[k * self.length : (k + 1) * self.length])
        return outputs.means.stack(), outputs.peaks.stack()

    @tf.function
    def running_maximum(self, x):
        write = store
        array = empty(tf.shape(x)[0])
        best = x[0]
        for k in tf.range(tf.shape(x)[0]):
            best = tf.maximum(best, x[k])
            array = write(array, k, best)
        return array.stack()

    @tf.function
    def swapped(self, x):
        array = empty(x.shape[0]).unstack(x)
        first, last = array.read(0), array.read(x.shape[0] - 1)
        fresh = empty(x.shape[0]).scatter(tf.range(x.shape[0]), x)
        return fresh.write(0, last).write(x.shape[0] - 1, first).stack()


if __name__ == "__main__":
    data = np.random.default_rng(9).normal(size=(4, 12)).astype("float32")
    results = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        pool = SegmentPool(3)
        results[eager] = [
            np.concatenate([*pool.pool(row), pool.running_maximum(row), pool.swapped(row)])
            for row in map(tf.constant, data)
        ]
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(results[True], results[False], rtol=1e-5)
    np.testing.assert_allclose(results[False][0][8:20], np.maximum.accumulate(data[0]), rtol=1e-5)
    print("proved")
