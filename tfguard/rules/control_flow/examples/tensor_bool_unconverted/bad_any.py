"""any() over a list of tensors."""

import tensorflow as tf


@tf.function
def has_negative(x, y):
    checks = [tf.reduce_min(x) < 0.0, tf.reduce_min(y) < 0.0]
    if any(checks):  # expect: tf-tensor-bool-unconverted
        return tf.constant(1)
    return tf.constant(0)


def run():
    return [int(has_negative(tf.constant([value]), tf.constant([1.0]))) for value in (-1.0, 1.0, 2.0)]
