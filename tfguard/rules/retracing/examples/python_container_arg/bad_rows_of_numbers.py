"""Rows of a nested Python list, which are lists of Python numbers."""

import numpy as np
import tensorflow as tf

table = np.arange(8.0).reshape(4, 2)


@tf.function
def dot(weights, row):
    return tf.reduce_sum(weights * row)


def run():
    weights = tf.constant([0.5, 2.0])
    results = []
    for row in table.tolist():
        results.append(dot(weights, row).numpy())  # expect: tf-python-container-arg
    return {"results": results, "traces": dot.experimental_get_tracing_count()}
