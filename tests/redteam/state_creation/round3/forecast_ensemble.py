"""An ensemble of autoregressive models; variables are made and replaced by set-up code before any tracing."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class AutoRegression:
    """Linear model of the next value from the last ``order`` values."""

    order = 2

    def __init__(self, seed: int) -> None:
        self.coefficients = tf.Variable(tf.zeros([self.order]))
        self.offset = tf.Variable(0.0)
        self._initialise(seed)

    def _initialise(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.coefficients = tf.Variable(rng.normal(size=self.order), dtype=tf.float32)

    @tf.function
    def predict(self, window: tf.Tensor) -> tf.Tensor:
        return tf.reduce_sum(window[-self.order :] * self.coefficients) + self.offset

    @tf.function
    def correct(self, window: tf.Tensor, actual: tf.Tensor) -> tf.Tensor:
        error = self.predict(window) - actual
        self.coefficients.assign_sub(0.1 * error * window[-self.order :])
        self.offset.assign_sub(0.1 * error)
        return tf.abs(error)


class SeasonalRegression(AutoRegression):
    """Starts from the season of the series instead of noise."""

    order = 3

    def _initialise(self, seed: int) -> None:
        super()._initialise(seed)
        self.coefficients = tf.Variable(tf.one_hot(seed % self.order, self.order))


class Ensemble:
    def __init__(self, members: list[AutoRegression]) -> None:
        self.members = members
        self.weights = tf.Variable(tf.ones([len(members)]) / len(members))

    @tf.function
    def forecast(self, window: tf.Tensor) -> tf.Tensor:
        votes = tf.stack([member.predict(window) for member in self.members])
        return tf.reduce_sum(votes * self.weights)

    def learn(self, series: np.ndarray, width: int = 4) -> list[float]:
        forecasts = []
        for start in range(len(series) - width):
            window = tf.constant(series[start : start + width], tf.float32)
            forecasts.append(float(self.forecast(window)))
            errors = [m.correct(window, tf.constant(series[start + width], tf.float32)) for m in self.members]
            self.weights.assign(tf.nn.softmax(-tf.stack(errors)))
        return forecasts


def build() -> Ensemble:
    return Ensemble([AutoRegression(0), SeasonalRegression(1)])


if __name__ == "__main__":
    wave = np.sin(np.arange(9.0))
    graph = build().learn(wave)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(build().learn(wave), graph, rtol=1e-4, atol=1e-5)
    print("proved")
