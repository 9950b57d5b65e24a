"""Code for both: the old way only where the old TensorFlow is."""

import tensorflow as tf


@tf.function
def double(x):
    return x * 2.0


def value_of(y):
    if hasattr(tf, "Session"):
        return tf.Session().run(y)
    return float(y)


def run():
    return [value_of(double(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
