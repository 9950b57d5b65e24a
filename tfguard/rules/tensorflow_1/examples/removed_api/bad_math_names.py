"""A function of TensorFlow 1 in a branch that is seldom taken."""

import tensorflow as tf


def squash(x):
    return tf.log(1.0 + x)  # expect: tf1-removed-api


@tf.function
def score(x):
    return squash(x) * 2.0


def run():
    return [float(score(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
