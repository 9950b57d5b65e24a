"""Functions of math want Python numbers."""

import math

import tensorflow as tf


@tf.function
def decay(rate, step):
    progress = tf.cast(step, tf.float32) / 10.0
    return rate * math.exp(-progress)  # expect: tf-python-cast


def run():
    return [float(decay(tf.constant(1.0), tf.constant(step))) for step in range(3)]
