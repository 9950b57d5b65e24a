"""A py_function reads the clock at each call."""

import time

import tensorflow as tf


@tf.function
def stamp(value):
    now = tf.py_function(lambda: time.time(), [], tf.float64)
    return value, now


def run():
    return len({float(stamp(tf.constant(1.0))[1]) for _ in range(3)})
