"""Code that asks first, or that waits for the error, knows that a graph has no values."""

import tensorflow as tf


def as_number(x):
    if hasattr(x, "numpy"):
        return x.numpy()
    return x


def value_of(x):
    try:
        return x.numpy()
    except AttributeError:
        return x


@tf.function
def step(x):
    y = tf.square(x)
    if tf.executing_eagerly():
        y = tf.constant(y.numpy())
    return as_number(y) + value_of(y)


def run():
    return [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
