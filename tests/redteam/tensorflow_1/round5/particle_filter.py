"""Tracks a drifting balloon with a bootstrap particle filter."""
import os
import random

import numpy as np
import tensorflow as tf


def configure_runtime(seed=1):
    """Makes runs repeatable."""
    os.environ.setdefault("TF_DETERMINISTIC_OPS", "1")
    random.seed(seed)
    np.random.seed(seed)
    tf.random.set_seed(seed)
    tf.compat.v1.disable_v2_behavior()  # expect: tf1-compat-switch


@tf.function
def predict(particles, noise):
    return particles + 0.5 + 0.2 * noise


@tf.function
def weigh(particles, measured):
    logits = -0.5 * tf.square((measured - particles) / 0.4)
    return tf.nn.softmax(logits)


@tf.function
def resample(particles, weights, offset):
    count = tf.shape(particles)[0]
    points = (tf.range(count, dtype=tf.float32) + offset) / tf.cast(count, tf.float32)
    return tf.gather(particles, tf.minimum(tf.searchsorted(tf.cumsum(weights), points), count - 1))


def track(measurements, count=32):
    particles = tf.random.stateless_normal([count], [0, 0])
    path = []
    for step, measured in enumerate(measurements):
        particles = predict(particles, tf.random.stateless_normal([count], [step, 1]))
        weights = weigh(particles, tf.constant(measured))
        particles = resample(particles, weights, tf.constant(0.5))
        path.append(tf.reduce_mean(particles))
    return path


def main(measurements):
    configure_runtime(seed=3)
    path = track(measurements)
    return [float(place) for place in path]


if __name__ == "__main__":
    measured = [0.4, 1.1, 1.6, 1.9]
    path = [float(place) for place in track(measured)]
    particles = tf.random.stateless_normal([8], [2, 2])
    assert np.allclose(weigh(particles, tf.constant(0.1)), weigh.python_function(particles, tf.constant(0.1)), atol=1e-6)
    assert all(abs(a - b) < 0.6 for a, b in zip(path, measured)), path
    try:
        main(measured)
    except TypeError as error:
        assert "float()" in str(error), error
    else:
        raise AssertionError("the path has numbers")
    assert not tf.executing_eagerly()
    print("proved")
