"""Handlers of Python's errors, of static shapes, and try without handlers."""

import tensorflow as tf

SETTINGS = {"scale": "2.5"}


def scale():
    try:
        return float(SETTINGS["factor"])
    except KeyError:
        return float(SETTINGS["scale"])


@tf.function
def step(x):
    try:
        x = tf.reshape(x, [2, 2])
    except (ValueError, tf.errors.InvalidArgumentError):
        x = tf.zeros([2, 2])
    try:
        x = tf.square(x) * scale()
    finally:
        x = x + 1.0
    return x


def run():
    return [step(tf.fill([size], 1.5)).numpy().tolist() for size in (4, 3)]
