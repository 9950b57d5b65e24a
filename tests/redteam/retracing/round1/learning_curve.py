"""How the held-out error falls as the training set grows."""
from __future__ import annotations

from typing import Iterator

import numpy as np
import tensorflow as tf


class Ridge(tf.Module):
    """Ridge regression in closed form."""

    def __init__(self, width: int, penalty: float) -> None:
        super().__init__()
        self.coefficients = tf.Variable(tf.zeros([width, 1]))
        self.penalty = penalty

    @tf.function
    def fit(self, features: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
        gram = tf.matmul(features, features, transpose_a=True)
        gram += self.penalty * tf.eye(gram.shape[0])
        moment = tf.matmul(features, targets, transpose_a=True)
        self.coefficients.assign(tf.linalg.solve(gram, moment))
        return tf.norm(self.coefficients)

    @tf.function
    def error(self, features: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
        return tf.reduce_mean(tf.square(tf.matmul(features, self.coefficients) - targets))


def growing_sizes(first: int, last: int) -> Iterator[int]:
    size = first
    while size <= last:
        yield size
        size *= 2


def learning_curve(model: Ridge, train: tuple, test: tuple) -> dict[int, float]:
    features, targets = train
    curve = {}
    for size in growing_sizes(4, len(features)):
        model.fit(features[:size], targets=targets[:size])  # expect: tf-shape-retrace
        curve[size] = float(model.error(*test))
    return curve


def make_data(rows: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    features = generator.normal(size=[rows, 3]).astype(np.float32)
    noise = 0.1 * generator.normal(size=[rows, 1]).astype(np.float32)
    return features, features.sum(axis=1, keepdims=True) + noise


def main() -> tuple[Ridge, dict[int, float]]:
    model = Ridge(3, penalty=0.1)
    return model, learning_curve(model, make_data(128, 0), make_data(32, 1))


if __name__ == "__main__":
    model, curve = main()
    assert list(curve) == [4, 8, 16, 32, 64, 128] and curve[128] < curve[4]
    assert model.fit.experimental_get_tracing_count() == 6
    assert model.error.experimental_get_tracing_count() == 1
    spec = tf.TensorSpec([None, 1])
    control = tf.function(model.error.python_function, input_signature=[tf.TensorSpec([None, 3]), spec])
    for size in (4, 8, 16):
        features, targets = make_data(size, 0)
        control(features, targets)
    assert control.experimental_get_tracing_count() == 1
    print("proved")
