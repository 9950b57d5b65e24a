"""Calibrates classifier logits with a learned temperature that starts from the first batch."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class TemperatureScaling:
    """Divides logits by a temperature.

    The temperature is created on the first call, because its start value depends on the data.
    """

    def __init__(self, rate: float = 0.1) -> None:
        self.rate = rate
        self.temperature = None
        self.calls = None

    def _initial(self, logits: tf.Tensor) -> tf.Tensor:
        return tf.math.reduce_std(logits) + 1.0

    @tf.function
    def __call__(self, logits: tf.Tensor) -> tf.Tensor:
        if self.temperature is None:
            self.temperature = tf.Variable(self._initial(logits))
            self.calls = tf.Variable(0, trainable=False)
        self.calls.assign_add(1)
        return tf.nn.softmax(logits / self.temperature)

    @tf.function
    def calibrate(self, logits: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            scaled = logits / self.temperature
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, scaled))
        self.temperature.assign_sub(self.rate * tape.gradient(loss, self.temperature))
        return loss


def session(eagerly: bool) -> tuple[list[np.ndarray], float, int]:
    tf.config.run_functions_eagerly(eagerly)
    scaling = TemperatureScaling()
    results = []
    for k in range(4):
        logits = tf.constant([[1.0, 2.0, 4.0], [0.0, -3.0, 1.0]]) * (k + 1.0)
        results.append(scaling(logits).numpy())
        results.append(scaling.calibrate(logits, tf.constant([2, 0])).numpy())
    return results, float(scaling.temperature), int(scaling.calls)


if __name__ == "__main__":
    eager, graph = session(True), session(False)
    for a, b in zip(eager[0], graph[0]):
        np.testing.assert_allclose(a, b, rtol=1e-5)
    assert abs(eager[1] - graph[1]) < 1e-5 and eager[2] == graph[2] == 4
    print("proved")
