"""Kernel functions for a Gaussian process, wrapped to know how often each is evaluated."""

from __future__ import annotations

import functools

import numpy as np
import tensorflow as tf


def counted(kernel):
    """Counts the evaluations of a kernel on the function itself."""

    @functools.wraps(kernel)
    def evaluate(left, right):
        evaluate.calls += 1  # expect: tf-attribute-mutation
        return kernel(left, right)

    evaluate.calls = 0
    return evaluate


def squared_distances(left, right):
    return tf.reduce_sum((left[:, None, :] - right[None, :, :]) ** 2, axis=-1)


@counted
def radial(left, right):
    return tf.exp(-0.5 * squared_distances(left, right))


@counted
def linear(left, right):
    return tf.matmul(left, right, transpose_b=True)


class Process:
    """Posterior mean of a Gaussian process with a fixed kernel and noise."""

    def __init__(self, x, y, kernel, noise: float = 0.1):
        self.x, self.y, self.kernel, self.noise = x, y, kernel, noise
        self.queried = np.zeros(2)

    def _solve(self):
        gram = self.kernel(self.x, self.x) + self.noise * tf.eye(self.x.shape[0])
        return tf.linalg.solve(gram, self.y)

    @tf.function
    def mean(self, points):
        np.add.at(self.queried, [0, 1], [1.0, points.shape[0]])  # expect: tf-container-mutation
        return tf.matmul(self.kernel(points, self.x), self._solve())


def query(eager: bool, kernel):
    tf.config.run_functions_eagerly(eager)
    kernel.calls = 0
    rng = np.random.default_rng(4)
    x = tf.constant(rng.normal(size=(5, 2)), tf.float32)
    process = Process(x, tf.reduce_sum(x, axis=1, keepdims=True), kernel)
    means = [process.mean(x[:3] * scale).numpy() for scale in (1.0, 0.5, 0.1)]
    tf.config.run_functions_eagerly(False)
    return means, kernel.calls, process.queried.tolist()


if __name__ == "__main__":
    for kernel in (radial, linear):
        eager, traced = query(True, kernel), query(False, kernel)
        np.testing.assert_allclose(eager[0], traced[0], rtol=1e-3, atol=1e-4)
        assert (eager[1], traced[1]) == (6, 2)
        assert eager[2] == [3.0, 9.0] and traced[2] == [1.0, 3.0]
    print("proved")
