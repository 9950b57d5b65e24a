"""A time stamp taken while tracing marks every result."""

import time

import tensorflow as tf


@tf.function
def stamp(value):
    return tf.stack([value, tf.constant(time.time(), tf.float64)])  # expect: tf-clock


def run():
    return len({float(stamp(tf.constant(1.0, tf.float64))[1]) for _ in range(3)})
