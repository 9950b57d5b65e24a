"""The cure: tf.timestamp is an operation and reads the clock at each call."""

import tensorflow as tf


@tf.function
def stamp(value):
    return tf.stack([value, tf.timestamp()])


def run():
    return len({float(stamp(tf.constant(1.0, tf.float64))[1]) for _ in range(3)})
