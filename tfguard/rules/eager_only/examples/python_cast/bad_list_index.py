"""A list cannot be indexed with what int() makes of a tensor."""

import tensorflow as tf

GAINS = [0.5, 1.0, 2.0]


@tf.function
def amplified(x):
    level = int(tf.argmax(x))
    return x * GAINS[level]  # expect: tf-python-cast


def run():
    return [amplified(tf.constant([1.0, value])).numpy().tolist() for value in (0.0, 2.0, 3.0)]
