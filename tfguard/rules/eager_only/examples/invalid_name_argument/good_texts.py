"""Names that are texts, also when they are put together, and no name."""

import tensorflow as tf

PREFIX = "norm"


def root(x, name=None):
    return tf.sqrt(x, name)


@tf.function
def norm(x):
    parts = [tf.square(x, name=f"{PREFIX}_{index}") for index in range(2)]
    return root(tf.reduce_sum(parts[0], 0, False, PREFIX)) + root(tf.reduce_sum(parts[1]), None)


def run():
    return [float(norm(tf.constant([value, 0.0]))) for value in (1.0, 2.0, 3.0)]
