"""A NumPy reference beside the TensorFlow implementation, for tests of gradients."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class NumpyLogistic:
    """Plain gradient descent; ``weights`` is an array and changes in place."""

    def __init__(self, width: int, rate: float) -> None:
        self.weights = np.zeros(width)
        self.rate = rate
        self.steps = 0

    def step(self, x: np.ndarray, y: np.ndarray) -> float:
        probability = 1.0 / (1.0 + np.exp(-x @ self.weights))
        self.weights -= self.rate * x.T @ (probability - y) / len(x)
        self.weights = self.weights * 0.999
        self.steps += 1
        return float(np.mean(np.square(probability - y)))


class TensorLogistic:
    """The same, on a variable that is assigned and never rebound."""

    def __init__(self, width: int, rate: float) -> None:
        self.weights = None
        self.weights = tf.Variable(tf.zeros([width]))
        self.rate = rate
        self.steps = tf.Variable(0)
        self.step = tf.function(self._step).get_concrete_function(
            tf.TensorSpec([None, width], tf.float32), tf.TensorSpec([None], tf.float32))

    def _step(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        weights = self.weights.read_value()
        probability = tf.sigmoid(tf.linalg.matvec(x, weights))
        gradient = tf.linalg.matvec(x, probability - y, transpose_a=True)
        weights -= self.rate * gradient / tf.cast(tf.shape(x)[0], tf.float32)
        weights *= 0.999
        self.weights.assign(weights)
        self.steps.assign_add(1)
        return tf.reduce_mean(tf.square(probability - y))


def compare(batches: list[tuple[np.ndarray, np.ndarray]]) -> None:
    reference, model = NumpyLogistic(2, 0.5), TensorLogistic(2, 0.5)
    for x, y in batches:
        expected = reference.step(x, y)
        actual = model.step(tf.constant(x, tf.float32), tf.constant(y, tf.float32))
        np.testing.assert_allclose(actual, expected, rtol=1e-4)
        np.testing.assert_allclose(model.weights, reference.weights, rtol=1e-4, atol=1e-6)
    assert int(model.steps) == reference.steps


if __name__ == "__main__":
    rng = np.random.default_rng(3)
    batches = []
    for size in (4, 6, 4, 5):
        x = rng.normal(size=[size, 2])
        batches.append((x, (x[:, 0] > 0).astype(float)))
    compare(batches)
    reference = TensorLogistic(2, 0.5)
    replay = TensorLogistic(2, 0.5)
    for x, y in batches:
        inputs, labels = tf.constant(x, tf.float32), tf.constant(y, tf.float32)
        np.testing.assert_allclose(reference._step(inputs, labels), replay.step(inputs, labels), rtol=1e-5)
    np.testing.assert_allclose(reference.weights, replay.weights, rtol=1e-5)
    print("proved")
