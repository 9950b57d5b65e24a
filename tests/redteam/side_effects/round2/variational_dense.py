"""A dense layer with a Gaussian posterior over its weights, and a small Bayesian regressor."""

from __future__ import annotations

import tensorflow as tf
from tensorflow import keras


class _KLRegularized(keras.layers.Layer):
    """Registers the divergence from the prior, scaled by the number of training rows."""

    def __init__(self, rows: int, **kwargs):
        super().__init__(**kwargs)
        self.rows = rows

    def _register(self, mean, rho):
        sigma = tf.nn.softplus(rho)
        kl = 0.5 * (mean**2 + sigma**2 - 1.0) - tf.math.log(sigma)
        self.add_loss(tf.reduce_sum(kl) / self.rows)  # expect: tf-add-loss-leak


class VariationalDense(_KLRegularized):
    """y = x W with W ~ N(mean, softplus(rho)^2), reparametrised."""

    def __init__(self, units: int, rows: int, **kwargs):
        super().__init__(rows, **kwargs)
        self.units = units
        self.seed_generator = keras.random.SeedGenerator(5)

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.mean = self.add_weight(shape=shape, initializer="glorot_uniform", name="mean")
        self.rho = self.add_weight(shape=shape, initializer=keras.initializers.Constant(-3.0), name="rho")

    @tf.function
    def call(self, inputs):
        noise = keras.random.normal(self.mean.shape, seed=self.seed_generator)
        mean, rho = tf.convert_to_tensor(self.mean), tf.convert_to_tensor(self.rho)
        self._register(mean, rho)
        return tf.matmul(inputs, mean + tf.nn.softplus(rho) * noise)


def predictive(layer: VariationalDense, x, samples: int = 4):
    """Mean and spread over several draws of the weights."""
    draws = tf.stack([layer(x) for _ in range(samples)])
    return tf.math.reduce_mean(draws, axis=0), tf.math.reduce_std(draws, axis=0)


if __name__ == "__main__":
    x = tf.random.stateless_normal([6, 3], [0, 1])

    tf.config.run_functions_eagerly(True)
    layer = VariationalDense(2, rows=6)
    mean, std = predictive(layer, x)
    assert mean.shape == (6, 2) and float(tf.reduce_min(std)) > 0.0
    assert float(tf.add_n(layer.losses)) > 0.0

    tf.config.run_functions_eagerly(False)
    layer = VariationalDense(2, rows=6)
    assert layer(x).shape == (6, 2)
    try:
        float(tf.add_n(layer.losses) + 0.0)
    except TypeError as error:
        assert "is out of scope and cannot be used here" in str(error)
    else:
        raise AssertionError("the divergence can be used outside")
    mean, std = predictive(layer, x)
    assert mean.shape == (6, 2) and float(tf.reduce_min(std)) > 0.0
    assert layer.losses == []  # later calls run the graph, and add nothing
    print("proved")
