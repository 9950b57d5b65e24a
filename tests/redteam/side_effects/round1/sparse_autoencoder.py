"""A sparse autoencoder as Keras layers, with a penalty on the code's mean activation."""

from __future__ import annotations

import tensorflow as tf
from tensorflow import keras


class SparseCode(keras.layers.Layer):
    """Dense sigmoid code with a Kullback-Leibler sparsity penalty."""

    def __init__(self, units: int, rho: float = 0.05, weight: float = 1.0, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.rho = rho
        self.weight = weight

    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def _penalty(self, code):
        rho_hat = tf.clip_by_value(tf.reduce_mean(code, axis=0), 1e-6, 1.0 - 1e-6)
        kl = self.rho * tf.math.log(self.rho / rho_hat)
        kl += (1.0 - self.rho) * tf.math.log((1.0 - self.rho) / (1.0 - rho_hat))
        return self.weight * tf.reduce_sum(kl)

    @tf.function
    def call(self, inputs):
        code = tf.sigmoid(tf.matmul(inputs, self.kernel) + self.bias)
        self.add_loss(self._penalty(code))  # expect: tf-add-loss-leak
        return code


class Decoder(keras.layers.Layer):
    """Linear read-out back to the input's width."""

    def __init__(self, width: int, **kwargs):
        super().__init__(**kwargs)
        self.dense = keras.layers.Dense(width)

    def build(self, input_shape):
        self.dense.build(input_shape)

    def call(self, inputs):
        return self.dense(inputs)


def reconstruct(encoder: SparseCode, decoder: Decoder, x):
    """Encode and decode a batch eagerly."""
    return decoder(encoder(x))


if __name__ == "__main__":
    x = tf.random.stateless_uniform([5, 6], [3, 4])

    tf.config.run_functions_eagerly(True)
    encoder = SparseCode(3)
    assert reconstruct(encoder, Decoder(6), x).shape == (5, 6)
    assert float(tf.add_n(encoder.losses)) > 0.0

    tf.config.run_functions_eagerly(False)
    encoder = SparseCode(3)
    assert reconstruct(encoder, Decoder(6), x).shape == (5, 6)
    try:
        float(tf.add_n(encoder.losses) + 1.0)
    except TypeError as error:
        assert "is out of scope and cannot be used here" in str(error), error
    else:
        raise AssertionError("the added loss is usable outside")
    print("proved")
