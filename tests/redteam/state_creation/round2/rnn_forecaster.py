"""Forecasts a time series by unrolling a recurrent cell chosen by name."""
import os

import keras
import tensorflow as tf


def gru(units):
    return keras.layers.GRUCell(units)  # expect: tf-layer-creation


def elman(units):
    return keras.layers.SimpleRNNCell(units)


CELLS = {"gru": gru}
USE_GRAPH = os.environ.get("FORECAST_EAGER", "0") != "1"


def unroll(cell, series, state):
    for t in range(series.shape[1]):
        _, states = cell(series[:, t], [state])
        state = states[0]
    return state


def _forecast(series, horizon=2, units=4):
    make = CELLS["gru"]
    cell = make(units)
    state = unroll(cell, series, tf.zeros([tf.shape(series)[0], units]))
    predictions = []
    for _ in range(horizon):
        value = tf.reduce_mean(state, axis=1, keepdims=True)
        predictions.append(value)
        state = state * 0.9 + 0.1 * value
    return tf.concat(predictions, axis=1)


forecast = tf.function(_forecast) if USE_GRAPH else _forecast


class Baseline:
    """Elman network, built once."""

    def __init__(self, units):
        self.units = units
        self.cell = elman(units)

    @tf.function
    def __call__(self, series):
        return unroll(self.cell, series, tf.zeros([tf.shape(series)[0], self.units]))


if __name__ == "__main__":
    series = tf.reshape(tf.range(12.0), [2, 6, 1]) / 12.0
    baseline = Baseline(3)
    assert baseline(series).shape == baseline(series + 1.0).shape == (2, 3)
    tf.config.run_functions_eagerly(True)
    assert all(forecast(series).shape == (2, 2) for _ in range(3))
    tf.config.run_functions_eagerly(False)
    try:
        forecast(series)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("a cell made on each call must be refused")
    print("proved")
