"""A two-tower recommender whose user tower is replaced when it has learned enough."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def tower(width: int, start: float) -> keras.layers.Layer:
    layer = keras.layers.Dense(width, use_bias=False, kernel_initializer=keras.initializers.Constant(start))
    layer.build([None, 2])
    return layer


class TwoTower:
    def __init__(self) -> None:
        self.user_tower = tower(2, 0.5)
        self.item_vectors = tf.Variable([[1.0, 0.0], [0.0, 1.0]], trainable=False)
        self.optimizer = keras.optimizers.SGD(0.1)
        self.bias = tf.Variable(0.0)

    def encode(self, users: tf.Tensor) -> tf.Tensor:
        return self.user_tower(users)  # expect: tf-attribute-read

    @tf.function
    def affinity(self, users: tf.Tensor) -> tf.Tensor:
        return tf.matmul(self.encode(users), self.item_vectors, transpose_b=True) + self.bias

    @tf.function
    def fit_bias(self, users: tf.Tensor, clicks: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.affinity(users) - clicks))
        self.optimizer.apply_gradients([(tape.gradient(loss, self.bias), self.bias)])
        return loss


class GrowingTwoTower(TwoTower):
    """Starts simple; later stages bring another tower and a gentler rate."""

    def next_stage(self, start: float, rate: float) -> None:
        self.user_tower = tower(2, start)
        self.optimizer.lr = rate  # expect: tf-optimizer-lr


def train(model: GrowingTwoTower, users: tf.Tensor, clicks: tf.Tensor) -> list[float]:
    """Mean affinity at the end of each stage."""
    means = []
    for start in (0.5, 1.0, 2.0):
        model.next_stage(start, rate=0.0)
        before = float(model.bias)
        model.fit_bias(users, clicks)
        means.append(float(tf.reduce_mean(model.affinity(users))) - float(model.bias))
        assert float(model.bias) != before
    return means


if __name__ == "__main__":
    users, clicks = tf.ones([3, 2]), tf.fill([3, 2], 9.0)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(train(GrowingTwoTower(), users, clicks), [1.0, 2.0, 4.0], rtol=1e-5)
    tf.config.run_functions_eagerly(False)
    model = GrowingTwoTower()
    np.testing.assert_allclose(train(model, users, clicks), [1.0, 1.0, 1.0], rtol=1e-5)
    assert model.optimizer.lr == 0.0 and np.isclose(float(model.optimizer.learning_rate), 0.1)
    before = float(model.bias)
    model.optimizer.learning_rate = 0.0
    model.fit_bias(users, clicks)
    assert float(model.bias) == before
    print("proved")
