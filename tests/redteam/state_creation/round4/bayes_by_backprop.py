"""Bayesian regression with a custom variational layer."""
import keras
import numpy as np
import tensorflow as tf


class VariationalDense(keras.layers.Layer):
    """Dense layer with a Gaussian posterior over its kernel."""

    def __init__(self, units, prior_scale=1.0, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.prior_scale = prior_scale

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.mean = self.add_weight(shape=shape, initializer="zeros", name="mean")
        self.raw_scale = self.add_weight(shape=shape, initializer="ones", name="raw_scale")

    def call(self, x, training=False):
        scale = keras.ops.softplus(self.raw_scale)
        variance = keras.ops.matmul(keras.ops.square(x), keras.ops.square(scale))
        mean = keras.ops.matmul(x, self.mean)
        return mean + keras.ops.sqrt(variance) if training else mean


class Regressor:
    """Base of the regressors: likelihood and evaluation."""

    noise = 0.5

    def features(self, x):
        return tf.concat([x, tf.square(x)], axis=-1)

    def network(self, x):
        return VariationalDense(1)(self.features(x), training=True)  # expect: tf-layer-creation

    def log_likelihood(self, x, y):
        return -tf.reduce_mean(tf.square(self.network(x) - y)) / (2.0 * self.noise**2)


class FreshRegressor(Regressor):
    @tf.function
    def score(self, x, y):
        """Log-likelihood under the network of the base class."""
        return super().log_likelihood(x, y)


class SharedRegressor(Regressor):
    """Keeps its layer."""

    def __init__(self):
        self.layer = VariationalDense(1)

    def network(self, x):
        return self.layer(self.features(x), training=True)

    @tf.function
    def score(self, x, y):
        return self.log_likelihood(x, y)


def scores(regressor, batches):
    return [float(regressor.score(tf.constant(x), tf.constant(y))) for x, y in batches]


if __name__ == "__main__":
    data = [(np.full((2, 1), v, np.float32), np.full((2, 1), 2 * v, np.float32)) for v in (0.1, 0.2, 0.3)]
    shared = scores(SharedRegressor(), data)
    fresh = FreshRegressor()
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(scores(SharedRegressor(), data), shared, rtol=1e-5)
    np.testing.assert_allclose(scores(fresh, data), shared, rtol=1e-5)
    tf.config.run_functions_eagerly(False)
    try:
        scores(fresh, data)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "VariationalDense(1)(" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
