"""A letter is missing, in a branch that the first calls do not take."""

import tensorflow as tf


def average(x):
    if x.shape.rank > 1:
        return tf.reduce_men(x, axis=-1)  # expect: tf-unknown-name
    return tf.reduce_mean(x)


@tf.function
def score(x):
    return 2.0 * average(x)


def run():
    shapes = ([2], [3], [2, 2])
    return [score(tf.ones(shape)).shape.rank for shape in shapes]
