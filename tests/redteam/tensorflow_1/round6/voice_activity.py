"""Marks the frames of a recording in which somebody speaks."""
import math

import tensorflow as tf

FRAME, HOP = 64, 32


def window(size):
    steps = tf.range(size, dtype=tf.float32)
    return 0.5 - 0.5 * tf.cos(2.0 * math.pi * steps / size)


@tf.function
def log_energy(wave):
    frames = tf.signal.frame(wave, FRAME, HOP)
    frames = frames * window(FRAME)
    power = tf.reduce_sum(tf.square(frames), axis=-1)
    return tf.log(power + 1e-6)  # expect: tf1-removed-api


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def zero_crossings(wave):
    frames = tf.signal.frame(wave, FRAME, HOP)
    signs = tf.sign(frames)
    flips = tf.not_equal(signs[:, 1:], signs[:, :-1])
    return tf.reduce_mean(tf.to_float(flips), axis=-1)  # expect: tf1-removed-api


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def spectral_flatness(wave):
    spectrum = tf.abs(tf.signal.stft(wave, FRAME, HOP)) + 1e-6
    geometric = tf.exp(tf.reduce_mean(tf.math.log(spectrum), axis=-1))
    return geometric / tf.reduce_mean(spectrum, axis=-1)


def recording(seconds=1):
    noise = tf.random.stateless_normal([800 * seconds], [3, 1])
    tone = tf.sin(tf.range(800.0 * seconds) * 0.3)
    return 0.05 * noise + tone


def detect(wave, limit=-2.0):
    voiced = log_energy(wave) > limit
    quiet = zero_crossings(wave) < 0.4
    return tf.logical_and(voiced, quiet)


def failure(function, wave):
    try:
        function(wave)
    except AttributeError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    wave = recording()
    assert spectral_flatness(wave).shape[0] == (800 - FRAME) // HOP + 1
    assert "module 'tensorflow' has no attribute 'log'" in failure(log_energy, wave)
    assert "has no attribute 'log'" in failure(detect, wave)
    assert "module 'tensorflow' has no attribute 'to_float'" in failure(zero_crossings, wave)
    print("proved")
