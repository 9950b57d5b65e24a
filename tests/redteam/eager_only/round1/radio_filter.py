"""Mixes and filters a radio signal at a carrier that is estimated from it."""
import cmath
import math
from math import cos as cosine

import tensorflow as tf

RATE = 64.0
SAMPLES = 32
TAPS = [math.exp(-0.5 * (k / 2.0) ** 2) for k in range(-4, 5)]
TWIDDLE = cmath.exp(-2j * math.pi / SAMPLES)


def carrier(signal):
    """The strongest frequency, as a tensor."""
    spectrum = tf.abs(tf.signal.rfft(signal))
    return tf.cast(tf.argmax(spectrum[1:]) + 1, tf.float32) * (RATE / SAMPLES)


@tf.function
def smooth(signal):
    taps = tf.constant(TAPS) / math.fsum(TAPS)
    return tf.nn.conv1d(signal[None, :, None], taps[:, None, None], 1, "SAME")[0, :, 0]


@tf.function
def mix_down(signal):
    phase = 2.0 * math.pi * carrier(signal) * tf.range(SAMPLES, dtype=tf.float32) / RATE
    return signal * tf.cos(phase)


@tf.function
def notch(signal):
    """Removes the carrier with two zeros on the unit circle."""
    turn = 2.0 * math.pi * carrier(signal) / RATE
    middle = -2.0 * cosine(turn)  # expect: tf-python-cast
    return signal[2:] + middle * signal[1:-1] + signal[:-2]


@tf.function
def rotate(signal):
    turn = 2.0 * math.pi * carrier(signal) / RATE
    rotor = complex(tf.cos(turn), tf.sin(turn))  # expect: tf-python-cast
    return tf.cast(signal, tf.complex64) * rotor


def tone():
    time = tf.range(SAMPLES, dtype=tf.float32) / RATE
    return tf.sin(2.0 * math.pi * 8.0 * time)


def raises(traced, signal, culprit):
    try:
        traced(signal)
    except TypeError as error:
        return culprit in str(error) and "SymbolicTensor" in str(error)
    return False


if __name__ == "__main__":
    wave = tone()
    assert float(carrier(wave)) == 8.0 and abs(abs(TWIDDLE) - 1.0) < 1e-9
    for good in (smooth, mix_down):
        assert bool(tf.reduce_all(tf.abs(good(wave) - good.python_function(wave)) < 1e-5))
    assert float(tf.reduce_max(tf.abs(notch.python_function(wave)))) < 1e-4
    assert rotate.python_function(wave).dtype == tf.complex64
    assert raises(notch, wave, "cosine(turn)")
    assert raises(rotate, wave, "complex(tf.cos(turn), tf.sin(turn))")
    print("proved")
