"""Assertions of the caller and of code that runs eagerly inside of a graph."""

import tensorflow as tf


def positive(x):
    assert tf.reduce_all(x > 0.0)
    return x


@tf.function
def step(x):
    if tf.executing_eagerly():
        assert tf.reduce_all(x > 0.0)
    return tf.py_function(positive, [x], tf.float32) * 2.0


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        result = step(tf.constant(value))
        assert result > 0.0
        results.append(float(result))
    return results
