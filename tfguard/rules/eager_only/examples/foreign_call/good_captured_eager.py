"""An eager tensor from outside has a value while the graph is built."""

import itertools

import numpy as np
import tensorflow as tf

COUNT = tf.constant(2)
TABLE = np.array([0.5, 1.0, 2.0], np.float32)


@tf.function
def weighted(x):
    total = tf.zeros([])
    for factor in itertools.islice([1.0, 2.0, 3.0], COUNT):
        total += x * factor * TABLE[COUNT]
    return total


def run():
    return [float(weighted(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
