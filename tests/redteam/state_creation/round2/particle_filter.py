"""A particle filter whose state is made on first access through a cached property."""
from __future__ import annotations

from functools import cached_property

import numpy as np
import tensorflow as tf


class ParticleFilter:
    """Tracks a scalar with ``count`` weighted particles."""

    def __init__(self, count: int, spread: float) -> None:
        self.count = count
        self.spread = spread

    @cached_property
    def particles(self) -> tf.Variable:
        return tf.Variable(tf.linspace(-self.spread, self.spread, self.count))

    @cached_property
    def log_weights(self) -> tf.Variable:
        return tf.Variable(tf.zeros([self.count]))

    def _reweight(self, observation: tf.Tensor) -> None:
        log_likelihood = -0.5 * tf.square(self.particles - observation)
        self.log_weights.assign(tf.nn.log_softmax(self.log_weights + log_likelihood))

    @property
    def effective_size(self) -> tf.Tensor:
        weights = tf.exp(self.log_weights)
        return 1.0 / tf.reduce_sum(weights ** 2)

    @tf.function
    def observe(self, observation: tf.Tensor, drift: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        self.particles.assign_add(tf.fill([self.count], drift))
        self._reweight(observation)
        if self.effective_size < 0.5 * self.count:
            self.log_weights.assign(tf.zeros([self.count]))
        mean = tf.reduce_sum(tf.exp(tf.nn.log_softmax(self.log_weights)) * self.particles)
        return mean, self.effective_size


def track(observations: list[float]) -> np.ndarray:
    tracker = ParticleFilter(16, 3.0)
    path = [tracker.observe(tf.constant(o), tf.constant(0.1)) for o in observations]
    return np.array([[float(mean), float(size)] for mean, size in path])


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = track([0.0, 0.3, 0.9, 2.0, 2.1])
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(eager, track([0.0, 0.3, 0.9, 2.0, 2.1]), rtol=1e-4)
    print("proved")
