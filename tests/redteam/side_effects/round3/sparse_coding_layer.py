"""A Keras layer for sparse codes, with a penalty on the activations."""

from __future__ import annotations

import keras
import tensorflow as tf


class SoftThreshold(keras.layers.Layer):
    """Shrinks toward zero."""

    def __init__(self, amount: float = 0.1, **kwargs):
        super().__init__(**kwargs)
        self.amount = amount

    def call(self, x):
        return tf.sign(x) * tf.maximum(tf.abs(x) - self.amount, 0.0)


class SparseCode(keras.layers.Layer):
    """Linear analysis followed by shrinkage; adds an L1 penalty of its output."""

    def __init__(self, units: int, penalty: float = 1e-2, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.penalty = penalty
        self.shrink = SoftThreshold()

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="ones", name="kernel")
        super().build(input_shape)

    @tf.function
    def call(self, inputs):
        codes = self.shrink(tf.matmul(inputs, self.kernel))
        self.add_loss(self.penalty * tf.reduce_sum(tf.abs(codes)))  # expect: tf-add-loss-leak
        return codes

    def get_config(self):
        return {**super().get_config(), "units": self.units, "penalty": self.penalty}


class PlainCode(SparseCode):
    """The same layer without a graph of its own."""

    def call(self, inputs):
        codes = self.shrink(tf.matmul(inputs, self.kernel))
        self.add_loss(self.penalty * tf.reduce_sum(tf.abs(codes)))
        return codes


class Autoencoder:
    """Encoder with a tied decoder, trained by hand."""

    def __init__(self, layer: SparseCode):
        self.layer = layer

    def objective(self, x):
        codes = self.layer(x)
        decoded = tf.matmul(codes, self.layer.kernel, transpose_b=True)
        return tf.reduce_mean((decoded - x) ** 2) + tf.add_n(self.layer.losses)


if __name__ == "__main__":
    x = tf.reshape(tf.range(6.0), [2, 3]) / 10.0
    plain = Autoencoder(PlainCode(4))
    assert float(plain.objective(x)) > 0.0
    graph = Autoencoder(SparseCode(4))
    try:
        graph.objective(x)
        raise AssertionError("the loss did not leak")
    except TypeError as error:
        assert "out of scope" in str(error)
    graph.layer(x)
    assert plain.layer.losses and not graph.layer.losses
    tf.config.run_functions_eagerly(True)
    assert abs(float(Autoencoder(SparseCode(4)).objective(x)) - float(plain.objective(x))) < 1e-6
    print("proved")
