"""The cure where it must be Python: in tf.py_function and tf.numpy_function the arguments have values; objects of the project are its own."""

import numpy as np
import tensorflow as tf


class Batch:
    def __init__(self, rows):
        self.rows = rows

    def numpy(self):
        return np.ones(self.rows, np.float32)


def doubled(x):
    return np.float32(x.numpy() * 2.0)


@tf.function
def step(x):
    ones = Batch(3).numpy()
    return tf.py_function(doubled, [x], tf.float32) + tf.reduce_sum(ones)


def run():
    return [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
