"""An evidential regression head whose regulariser is added by the layer itself."""

from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def softplus_split(raw):
    nu, alpha = tf.split(raw, 2, axis=-1)
    return nu, tf.math.softplus(alpha) + 1.0


class EvidentialHead(keras.layers.Layer):
    """Predicts a mean and an evidence; punishes evidence where there is little data."""

    def __init__(self, strength: float = 0.01, **kwargs):
        super().__init__(**kwargs)
        self.strength = strength

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], 2), initializer="ones", name="kernel")

    def _punish(self, evidence):
        self.add_loss(self.strength * tf.reduce_mean(evidence))  # expect: tf-add-loss-leak

    @tf.function
    def call(self, inputs):
        nu, alpha = softplus_split(tf.matmul(inputs, self.kernel))
        self._punish(alpha)
        return tf.concat([nu, alpha], axis=-1)


class PlainHead(EvidentialHead):
    """The same head whose `call` is left to Keras."""

    def call(self, inputs):
        nu, alpha = softplus_split(tf.matmul(inputs, self.kernel))
        self._punish(alpha)
        return tf.concat([nu, alpha], axis=-1)


def objective(head, x, y):
    prediction = head(x)
    fit = tf.reduce_mean((prediction[:, :1] - y) ** 2)
    return fit, list(head.losses)


if __name__ == "__main__":
    x, y = tf.ones([4, 3]), tf.ones([4, 1])

    plain = PlainHead()
    fit, losses = objective(plain, x, y)
    expected = float(fit + losses[0])
    assert np.isfinite(expected)

    tf.config.run_functions_eagerly(True)
    eager_fit, losses = objective(EvidentialHead(), x, y)
    np.testing.assert_allclose(float(eager_fit + losses[0]), expected, rtol=1e-6)

    tf.config.run_functions_eagerly(False)
    head = EvidentialHead()
    graph_fit, losses = objective(head, x, y)
    np.testing.assert_allclose(float(graph_fit), float(eager_fit), rtol=1e-6)
    try:
        graph_fit + losses[0]
        raise AssertionError("the loss of the layer could be used")
    except TypeError as error:
        assert "out of scope" in str(error)
    print("proved")
