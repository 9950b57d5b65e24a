"""Forecasts of what a bakery sells, by regression and with recurrent cells."""
from __future__ import annotations

import tensorflow as tf

DAYS, GOODS = 7, 3


class Forecast(tf.Module):
    def __init__(self) -> None:
        super().__init__()
        self.w = tf.Variable(tf.random.stateless_normal([DAYS * GOODS, GOODS], [4, 4]) * 0.1)
        self.u = tf.Variable(tf.eye(GOODS) * 0.5)

    def flat(self, weeks: tf.Tensor) -> tf.Tensor:
        return tf.reshape(weeks, [-1, DAYS * GOODS])

    @tf.function
    def linear(self, weeks: tf.Tensor) -> tf.Tensor:
        return self.flat(weeks) @ self.w

    @tf.function
    def recurrent(self, weeks: tf.Tensor) -> tf.Tensor:
        state = tf.zeros_like(weeks[:, 0])
        for day in tf.range(DAYS):
            state = tf.tanh(state @ self.u + weeks[:, day])
        return state


class NormalisedForecast(Forecast):
    def flat(self, weeks: tf.Tensor) -> tf.Tensor:
        rows = super().flat(weeks)
        return tf.compat.v1.layers.batch_normalization(rows, training=False)  # expect: tf1-variables


class LayerForecast(Forecast):
    @tf.function
    def linear(self, weeks: tf.Tensor) -> tf.Tensor:
        return tf.layers.dense(self.flat(weeks), GOODS, use_bias=False)  # expect: tf1-variables


def sales() -> tf.Tensor:
    return tf.random.stateless_uniform([2, DAYS, GOODS], [9, 1])


if __name__ == "__main__":
    forecast = Forecast()
    for method in ("linear", "recurrent"):
        graph = getattr(forecast, method)(sales())
        eager = getattr(Forecast, method).python_function(forecast, sales())
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
    normalised, layers = NormalisedForecast(), LayerForecast()
    for call in (lambda: normalised.linear(sales()), lambda: layers.linear(sales())):
        try:
            call()
        except AttributeError as error:
            assert "has no attribute" in str(error) or "is not available with Keras 3" in str(error), error
        else:
            raise AssertionError("the layers of the first version were there")
    print("proved")
