"""Soundings of a weather balloon: a regression of temperature on height, and a filter for the sensors."""
import argparse
from unittest import mock

import keras
import numpy as np
import tensorflow as tf

tf.config.run_functions_eagerly(True)  # expect: tf-run-eagerly-left

ROWS = 12


@tf.function
def smooth(readings, mean):
    """An exponential filter over a sounding."""
    for reading in readings:
        mean = 0.9 * mean + 0.1 * reading
    return mean


class Station:
    """Keeps a pressure that follows what comes in."""

    def __init__(self, pressure=1013.0):
        self.pressure = tf.Variable(pressure)

    @tf.function
    def observe(self, value):
        change = value - self.pressure
        if tf.abs(change) > 5.0:
            change = 5.0 * tf.sign(change)
        self.pressure.assign_add(0.5 * change)
        return self.pressure.read_value()


def lapse_loss(heights, temperatures):
    return tf.reduce_mean(tf.abs(heights - temperatures), axis=-1)


def settings(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--debug", action="store_true")
    return parser.parse_args(arguments)


def regression(loss, options):
    keras.utils.set_random_seed(9)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=loss, run_eagerly=options.debug)
    return model


def sounding():
    heights = np.linspace(0.0, 1.0, ROWS, dtype=np.float32)[:, None]
    return heights, 15.0 - 6.5 * heights


def train(options, batch_size=3):
    loss = mock.Mock(wraps=lapse_loss, __name__="lapse_loss")
    model = regression(loss, options)
    history = model.fit(
        *sounding(), batch_size=batch_size, epochs=options.epochs, shuffle=False, verbose=0
    )
    return history.history["loss"], loss.call_count


if __name__ == "__main__":
    options = settings([])
    assert tf.config.functions_run_eagerly() and not options.debug
    filtered = [float(smooth(tf.range(3.0) + k, tf.constant(0.0))) for k in range(4)]
    assert filtered == sorted(filtered) and smooth.experimental_get_tracing_count() == 0
    station = Station()
    for value in (1010.0, 1030.0, 990.0):
        last = station.observe(tf.constant(value))
    assert float(last) == float(station.pressure) and station.observe.experimental_get_tracing_count() == 0
    losses, bodies = train(options)
    assert losses[1] < losses[0] and bodies >= options.epochs * ROWS // 3, bodies
    print("proved")
