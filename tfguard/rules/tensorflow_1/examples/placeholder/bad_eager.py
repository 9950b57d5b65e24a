"""The old name in eager code."""

import tensorflow.compat.v1 as v1
import tensorflow as tf


@tf.function
def double(x):
    return x * 2.0


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        x = v1.placeholder(tf.float32, [])  # expect: tf1-placeholder
        results.append(float(double(x) * value))
    return results
