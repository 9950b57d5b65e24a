"""Averages of weights along the path, computed on the fly and thrown away."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class PathAverage(tf.Module):
    """Evaluates at a decayed mixture of the present and the anchor weights."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weights = tf.Variable(tf.ones([width]), name="weights")
        self.anchor = tf.Variable(tf.zeros([width]), trainable=False, name="anchor")

    def _mixture(self, decay: float) -> tf.Tensor:
        weights = self.weights
        weights = decay * weights + (1.0 - decay) * self.anchor
        weights -= tf.reduce_mean(weights)
        weights /= tf.norm(weights) + 1.0
        return weights

    def _decayed(self) -> list[tf.Tensor]:
        variables = list(self.variables)
        decayed = [v * 0.5 for v in variables]
        for index, value in enumerate(decayed):
            value += float(index)
            decayed[index] = value
        return decayed

    @tf.function
    def evaluate(self, x: tf.Tensor) -> tf.Tensor:
        return tf.reduce_sum(x * self._mixture(0.75))

    @tf.function
    def descend(self, x: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = tf.square(tf.reduce_sum(x * self.weights) - 1.0)
        step = tape.gradient(loss, self.weights)
        step *= 0.1
        self.weights.assign_sub(step)
        self.anchor = self.anchor.assign(0.5 * (self.anchor + self.weights))
        return loss

    @tf.function(autograph=False)
    def energy(self) -> tf.Tensor:
        total = tf.constant(0.0)
        for value in self._decayed():
            total += tf.reduce_sum(tf.square(value))
        return total


def run() -> list[float]:
    model = PathAverage(3)
    history = []
    for scale in (0.1, 0.2, 0.3, 0.4):
        x = tf.constant(np.arange(3) * scale, tf.float32)
        history += [float(model.descend(x)), float(model.evaluate(x)), float(model.energy())]
    return history + model.weights.numpy().tolist()


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(run(), graph, rtol=1e-4, atol=1e-6)
    print("proved")
