"""A placeholder with a default is an identity in TensorFlow 2."""

import tensorflow as tf


@tf.function
def double(x):
    return tf.compat.v1.placeholder_with_default(x, []) * 2.0


def run():
    return [float(double(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
