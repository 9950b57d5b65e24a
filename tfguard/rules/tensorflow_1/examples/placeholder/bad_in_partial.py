"""A placeholder that a partial and a table keep for later: it is called where nothing feeds it."""

import functools

import tensorflow as tf
import tensorflow.compat.v1 as tf1

as_number = functools.partial(tf1.placeholder, tf.float32)
INPUTS = {"number": as_number, "ragged": tf1.ragged.placeholder}


@tf.function
def double(x):
    return x * 2.0


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        x = tf.constant(value) if value < 2.0 else INPUTS["number"](shape=[])  # expect: tf1-placeholder
        results.append(float(double(x)))
    return results
