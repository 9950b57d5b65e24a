"""Kernel density estimates with a bandwidth from Silverman's rule."""
from __future__ import annotations

import math

import numpy as np
import tensorflow as tf


def silverman(sample: np.ndarray) -> float:
    """Silverman's rule of thumb."""
    return float(1.06 * sample.std() * len(sample) ** -0.2)


class Density:
    def __init__(self, sample: np.ndarray) -> None:
        self.sample = tf.constant(sample, tf.float32)
        self.rule = silverman(sample)
        self.evaluations = tf.Variable(0)
        self._bandwidth: tf.Variable | None = None

    def fresh_bandwidth(self) -> tf.Variable:
        with tf.init_scope():
            return tf.Variable(self.rule, name="bandwidth")  # expect: tf-variable-creation

    def kept_bandwidth(self) -> tf.Variable:
        if self._bandwidth is None:
            with tf.init_scope():
                self._bandwidth = tf.Variable(self.rule, name="bandwidth")
        return self._bandwidth

    def _log_density(self, points: tf.Tensor, bandwidth: tf.Variable) -> tf.Tensor:
        distance = (points[:, None] - self.sample[None]) / bandwidth
        log_kernel = -0.5 * tf.square(distance) - 0.5 * math.log(2.0 * math.pi) - tf.math.log(bandwidth)
        return tf.reduce_logsumexp(log_kernel, axis=1) - math.log(self.sample.shape[0])

    @tf.function
    def log_density(self, points: tf.Tensor) -> tf.Tensor:
        self.evaluations.assign_add(1)
        return self._log_density(points, self.kept_bandwidth())

    @tf.function
    def bandwidth_gradient(self, points: tf.Tensor) -> tf.Tensor:
        """Derivative of the mean log-likelihood with respect to the bandwidth."""
        bandwidth = self.fresh_bandwidth()
        with tf.GradientTape() as tape:
            value = tf.reduce_mean(self._log_density(points, bandwidth))
        return tape.gradient(value, bandwidth)


def improve(density: Density, points: tf.Tensor, rate: float = 0.1) -> float:
    return density.rule + rate * float(density.bandwidth_gradient(points))


if __name__ == "__main__":
    sample = np.array([0.0, 0.5, 1.0, 3.0])
    held_out = [tf.constant([0.2, value]) for value in (1.0, 2.0, 3.0)]
    compiled, plain = Density(sample), Density(sample)
    graph = [compiled.log_density(points).numpy() for points in held_out]
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose([plain.log_density(points).numpy() for points in held_out], graph, rtol=1e-5)
    assert all(math.isfinite(improve(plain, points)) for points in held_out)
    tf.config.run_functions_eagerly(False)
    try:
        improve(compiled, held_out[0])
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "return tf.Variable(self.rule" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
