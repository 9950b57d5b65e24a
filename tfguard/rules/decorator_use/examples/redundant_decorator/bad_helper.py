"""A private helper that one traced function calls."""

import tensorflow as tf


@tf.function  # expect: tf-redundant-decorator
def _normalized(x):
    if tf.reduce_max(x) > 1.0:
        x = x / tf.reduce_max(x)
    return x


@tf.function
def score(x):
    return tf.reduce_sum(_normalized(x))


def run():
    return [score(tf.constant([value, 1.0])).numpy() for value in (1.0, 2.0, 3.0)]
