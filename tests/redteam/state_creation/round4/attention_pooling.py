"""Attention pooling of sets, assembled from factories of sublayers."""
from __future__ import annotations

from typing import Callable

import keras
import numpy as np
import tensorflow as tf

Factory = Callable[[], Callable[[tf.Tensor], tf.Tensor]]


def norm() -> keras.layers.Layer:
    return keras.layers.LayerNormalization(epsilon=1e-5)  # expect: tf-layer-creation


def plain_norm() -> Callable[[tf.Tensor], tf.Tensor]:
    """Normalisation without gain and offset."""

    def apply(x: tf.Tensor) -> tf.Tensor:
        mean, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
        return (x - mean) * tf.math.rsqrt(variance + 1e-5)

    return apply


class SetPooling(tf.Module):
    """Pools a set of vectors with one learned query."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.query = tf.Variable(tf.ones([width]))

    def _attend(self, x: tf.Tensor) -> tf.Tensor:
        weights = tf.nn.softmax(tf.linalg.matvec(x, self.query), axis=-1)
        return tf.reduce_sum(weights[..., None] * x, axis=-2)

    def residual(self, factory: Factory, x: tf.Tensor) -> tf.Tensor:
        sublayer = factory()
        return x + sublayer(x)

    @tf.function(autograph=False)
    def pool(self, x: tf.Tensor) -> tf.Tensor:
        return self._attend(self.residual(norm, x))

    @tf.function(autograph=False)
    def pool_plain(self, x: tf.Tensor) -> tf.Tensor:
        return self._attend(self.residual(plain_norm, x))


def summarise(model: SetPooling, sets: list[np.ndarray], trainable: bool) -> list[np.ndarray]:
    pool = model.pool if trainable else model.pool_plain
    return [pool(tf.constant(members, tf.float32)).numpy() for members in sets]


if __name__ == "__main__":
    sets = [np.array([[0.0, 1.0], [2.0, value]]) for value in (1.0, 2.0, 4.0)]
    model = SetPooling(2)
    graph = summarise(model, sets, trainable=False)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(summarise(model, sets, trainable=False), graph, rtol=1e-5)
    np.testing.assert_allclose(summarise(model, sets, trainable=True), graph, rtol=1e-4)
    tf.config.run_functions_eagerly(False)
    try:
        summarise(model, sets, trainable=True)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
