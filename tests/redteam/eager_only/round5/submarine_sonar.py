"""Sonar of a submarine: travel times, losses on the way, and echoes that are sorted by their level."""
import math
from math import log10

import tensorflow as tf

SOUND = 1500.0
THRESHOLDS = tf.constant([90.0, 120.0, 135.0])
ABSORPTION = 10.0 ** (-math.sqrt(4.0))


def spreading(distance):
    """Loss in decibels by distance."""
    return 20.0 * log10(distance) + ABSORPTION * distance  # expect: tf-python-cast


def staged_spreading(distance):
    return 20.0 * tf.math.log(distance) / math.log(10.0) + ABSORPTION * distance


def make_levels(loss):
    """Levels of echoes with one way to compute the loss."""
    noise = math.log(2.0) + float("0.5")

    @tf.function
    def levels(times, source):
        def level(time):
            distance = time * SOUND / 2.0
            return source - 2.0 * loss(distance) - noise

        return tf.map_fn(level, times)

    return levels


@tf.function
def bearing(hydrophones):
    """Angle of arrival by the phases of two hydrophones."""
    first, second = hydrophones
    phase = tf.reduce_mean(first * second)
    pair = complex(phase, 1.0)  # expect: tf-python-cast
    return tf.math.angle(pair)


@tf.function
def staged_bearing(hydrophones):
    first, second = hydrophones
    phase = tf.reduce_mean(first * second)
    return tf.math.angle(tf.complex(phase, 1.0))


@tf.function
def window(samples, width):
    """The width is converted within a graph; the number of taps is Python's."""
    taps = math.ceil(samples.shape[0] / 2)
    size = float(width) * 2.0
    whole = int(size)
    shifted = samples[:taps] * math.cos(math.pi / taps)
    return tf.reduce_sum(shifted) * size, whole + taps


@tf.function
def contacts(echoes, depth=1):
    """How many echoes are above the threshold for a depth."""
    limit = THRESHOLDS[depth].numpy()  # expect: tf-numpy-call
    return tf.reduce_sum(tf.cast(echoes > limit, tf.int32))


@tf.function
def staged_contacts(echoes, depth=1):
    limit = THRESHOLDS.numpy()[depth]
    return tf.reduce_sum(tf.cast(echoes > limit, tf.int32))


def failure(function, *arguments):
    try:
        function(*arguments)
    except (TypeError, AttributeError) as error:
        return str(error)
    raise AssertionError("computed")


def close(left, right):
    return bool(tf.reduce_all(tf.abs(left - right) < 1e-3))


if __name__ == "__main__":
    levels, staged = make_levels(spreading), make_levels(staged_spreading)
    for values in ([0.1, 0.4, 2.0], [0.01, 0.02, 0.03]):
        times, source = tf.constant(values), tf.constant(200.0)
        assert close(staged(times, source), levels.python_function(times, source))
        text = failure(levels, times, source)
        assert "20.0 * log10(distance)" in text and "must be real number, not" in text, text
    pair = tf.constant([0.5, 0.2]), tf.constant([0.1, 0.9])
    assert close(staged_bearing(pair), float(bearing.python_function(pair)))
    text = failure(bearing, pair)
    assert "pair = complex(phase, 1.0)" in text, text
    samples = tf.range(6.0)
    for width in map(tf.constant, (0.4, 1.7)):
        left, right = window(samples, width), window.python_function(samples, width)
        assert close(left[0], right[0]) and int(left[1]) == right[1]
    for scale in (1.0, 2.0):
        echoes = scale * tf.constant([60.0, 110.0, 130.0])
        assert int(staged_contacts(echoes)) == int(contacts.python_function(echoes))
        text = failure(contacts, echoes)
        assert "THRESHOLDS[depth].numpy()" in text and "has no attribute 'numpy'" in text, text
    print("proved")
