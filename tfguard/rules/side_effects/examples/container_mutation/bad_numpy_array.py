"""A NumPy array outside the function is Python state too: its items are set while tracing only."""

import numpy as np
import tensorflow as tf

hits = np.zeros(3, dtype=np.int64)


@tf.function
def lookup(table, row):
    hits[0] += 1  # expect: tf-container-mutation
    return tf.gather(table, row)


def run():
    table = tf.constant([[1.0], [2.0], [3.0]])
    rows = [lookup(table, tf.constant(row)).numpy() for row in (0, 2, 1)]
    return rows, hits
