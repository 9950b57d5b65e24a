"""Three tensors are added by an operation that takes two."""

import tensorflow as tf


def combined(a, b):
    return tf.add(a, b, tf.ones([]))  # expect: tf-invalid-name-argument


@tf.function
def total(x):
    return combined(x, x * 2.0)


def run():
    return [float(total(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
