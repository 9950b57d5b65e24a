"""A constant made inside is a tensor of the graph too; so is the argument of a helper."""

import tensorflow as tf


def scaled(x, factor):
    return x * factor.numpy()  # expect: tf-numpy-call


@tf.function
def step(x):
    factor = tf.constant(2.0)
    return scaled(x, factor)


def run():
    return [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
