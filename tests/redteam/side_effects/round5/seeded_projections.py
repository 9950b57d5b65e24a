"""Random projections for nearest-neighbour hashing, the same in every process."""

from __future__ import annotations

import random

import numpy as np
import tensorflow as tf


def projection_matrix(seed: int, inputs: int, outputs: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.standard_normal((inputs, outputs)).astype("float32")


class Hasher:
    """Locality-sensitive hashes of several tables."""

    def __init__(self, tables: int, bits: int, seed: int = 11):
        self.tables, self.bits, self.seed = tables, bits, seed

    def _signs(self, count: int):
        state = np.random.RandomState(self.seed)
        return state.choice([-1.0, 1.0], size=count).astype("float32")

    def _chosen_columns(self, width: int, count: int) -> list[int]:
        """A fixed subset of the columns: the generator is made anew from its seed."""
        local = random.Random(self.seed)
        return sorted(local.sample(range(width), count))

    def hash(self, x):
        columns = self._chosen_columns(x.shape[1], 3)
        x = tf.gather(x, columns, axis=1)
        codes = []
        for table in range(self.tables):
            matrix = projection_matrix(self.seed + table, 3, self.bits)
            bits = tf.cast(tf.matmul(x, matrix) * self._signs(self.bits) > 0.0, tf.int32)
            codes.append(tf.reduce_sum(bits * [2**k for k in range(self.bits)], axis=1))
        return tf.stack(codes, axis=1)

    def jitter(self, x, seed):
        return x + 0.01 * tf.random.stateless_normal(tf.shape(x), seed)


def pipeline(hasher: Hasher):
    def query(x, seed):
        return hasher.hash(hasher.jitter(x, seed))

    return query


if __name__ == "__main__":
    eager_query = pipeline(Hasher(tables=3, bits=4))
    graph_query = tf.function(pipeline(Hasher(tables=3, bits=4)))
    batch = np.random.default_rng(3).normal(size=(6, 5)).astype("float32")
    distinct = set()
    for call in range(4):
        x, seed = tf.constant(batch * (-1) ** call), tf.constant([call, 0])
        left, right = eager_query(x, seed).numpy(), graph_query(x, seed).numpy()
        np.testing.assert_array_equal(left, right)
        distinct.add(left.tobytes())
    assert len(distinct) > 1
    print("proved")
