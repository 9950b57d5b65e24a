"""A graphic equalizer: many small band objects, one compiled filter for all of them."""
import math

import numpy as np
import tensorflow as tf

RATE = 1000.0


class Band:
    """One slider; a light object that is made for every change of the settings."""

    def __init__(self, centre, gain):
        self.centre = centre
        self.gain = gain

    @staticmethod
    @tf.function
    def _shape(frequencies, centre, gain):
        octaves = tf.math.log(frequencies / centre) / math.log(2.0)
        return tf.pow(10.0, gain * tf.exp(-tf.square(octaves)) / 20.0)

    def response(self, frequencies):
        return self._shape(frequencies, tf.constant(self.centre), tf.constant(self.gain))


class Meter:
    """Peak, mean and crest; every reading has its own compiled function, made once."""

    def __init__(self):
        readings = (tf.reduce_max, tf.reduce_mean, lambda x: tf.reduce_max(x) / tf.reduce_mean(x))
        self.readings = [tf.function(reading) for reading in readings]

    def read(self, signal):
        return [float(reading(tf.abs(signal))) for reading in self.readings]


def equalize(signal, sliders):
    """Applies the sliders, a dict of gains by centre frequency."""
    spectrum = tf.signal.rfft(signal)
    frequencies = tf.linspace(1.0, RATE / 2.0, tf.size(spectrum))
    for centre, gain in sliders.items():
        band = Band(centre, gain)
        spectrum *= tf.cast(band.response(frequencies), tf.complex64)
    return tf.signal.irfft(spectrum)


def session(settings):
    meter = Meter()
    signal = tf.constant(np.random.default_rng(2).normal(size=64), tf.float32)
    log = []
    position = 0
    while position < len(settings):
        signal = equalize(signal, settings[position])
        log.append(meter.read(signal))
        position += 1
    return meter, log


SETTINGS = [{60.0: 3.0, 120.0: -2.0, 240.0: 0.5}, {60.0: -1.0, 400.0: 4.0}, {30.0: 1.5, 120.0: 2.5, 300.0: -6.0}]

if __name__ == "__main__":
    meter, log = session(SETTINGS)
    assert Band._shape.experimental_get_tracing_count() == 1
    assert [reading.experimental_get_tracing_count() for reading in meter.readings] == [1, 1, 1]
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(session(SETTINGS)[1], log, rtol=1e-3)
    print("proved")
