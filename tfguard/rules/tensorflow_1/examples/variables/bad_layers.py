"""A function that makes a layer, which Keras 3 does not offer."""

import tensorflow as tf


@tf.function
def double(x):
    return x * 2.0


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        x = double(tf.fill([1, 2], value))
        results.append(float(tf.compat.v1.layers.dense(x, 1)[0, 0]))  # expect: tf1-variables
    return results
