"""bool() of a tensor; AutoGraph converts `if` and `not`, but no call of bool."""

import tensorflow as tf


def is_active(x):
    return bool(tf.reduce_max(x) > 1.0)  # expect: tf-python-cast


@tf.function
def gate(x):
    return x * 2.0 if is_active(x) else x


def run():
    return [gate(tf.constant([value])).numpy().tolist() for value in (0.0, 2.0, 3.0)]
