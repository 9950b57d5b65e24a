"""Stochastic weight averaging that keeps a short list of promising moments."""

from __future__ import annotations

import bisect
import heapq

import numpy as np
import tensorflow as tf
from tensorflow.python.eager import def_function


class TopMoments:
    """Bookkeeping by size and by order of arrival."""

    def __init__(self, limit: int = 10):
        self.limit = limit
        self.queue: list[tuple[int, str]] = []
        self.sizes: list[int] = []
        self.hits = np.zeros(4, dtype=np.int64)

    def offer(self, priority: int, label: str) -> None:
        heapq.heappush(self.queue, (priority, label))  # expect: tf-container-mutation
        if len(self.queue) > self.limit:
            heapq.heappop(self.queue)  # allow: tf-container-mutation

    def note_size(self, size: int) -> None:
        bisect.insort(self.sizes, size)  # expect: tf-container-mutation
        self.hits[size % 4] += 1  # expect: tf-container-mutation


class Averager(tf.Module):
    """Running mean of the weights of a linear model."""

    def __init__(self, width: int, moments: TopMoments):
        super().__init__()
        self.moments = moments
        self.weights = tf.Variable(tf.zeros([width]))
        self.mean = tf.Variable(tf.zeros([width]))
        self.count = tf.Variable(0.0)

    def _blend(self):
        self.count.assign_add(1.0)
        self.mean.assign_add((self.weights - self.mean) / self.count)

    @def_function.function
    def fit_batch(self, x, y):
        residual = tf.linalg.matvec(x, self.weights) - y
        self.weights.assign_sub(0.1 * tf.linalg.matvec(x, residual, transpose_a=True) / len(y))
        self._blend()
        self.moments.note_size(x.shape[0])
        self.moments.offer(x.shape[0], "batch")
        return tf.reduce_mean(residual**2)


def train(averager: Averager, batches: int):
    for seed in range(batches):
        x = tf.random.stateless_normal([6, 3], [seed, 2])
        averager.fit_batch(x, x[:, 1])
    return averager.mean.numpy()


if __name__ == "__main__":
    outcomes = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        moments = TopMoments()
        mean = train(Averager(3, moments), 4)
        outcomes[eager] = (mean, len(moments.queue), moments.sizes, int(moments.hits[2]))
    np.testing.assert_allclose(outcomes[True][0], outcomes[False][0], rtol=1e-5)
    assert outcomes[True][1:] == (4, [6] * 4, 4), outcomes[True]
    assert outcomes[False][1:] == (1, [6], 1), outcomes[False]
    print("proved")
