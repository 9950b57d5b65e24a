"""A pair in one branch and a tensor in the other; lists of different lengths; a list that is made longer."""

import tensorflow as tf


@tf.function
def split(x):
    if tf.reduce_sum(x) > 3.0:  # expect: tf-branch-dtype
        return tf.square(x), tf.abs(x)
    return tf.square(x)


@tf.function
def parts(x):
    pieces = [tf.abs(x)]
    if tf.reduce_max(x) > 1.0:  # expect: tf-branch-dtype
        pieces = [tf.abs(x), tf.square(x)]
    return tf.add_n(pieces)


def run():
    values = [tf.fill([2], value) for value in (2.0, 3.0, 4.0)]
    return [[part.numpy().tolist() for part in split(v)] for v in values], [parts(v).numpy().tolist() for v in values]
