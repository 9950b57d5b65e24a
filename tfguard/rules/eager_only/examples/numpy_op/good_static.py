"""Shapes, Python numbers and arrays are known while tracing."""

import numpy as np
import tensorflow as tf

WEIGHTS = np.linspace(0.0, 1.0, 3, dtype=np.float32)


@tf.function
def step(x):
    y = tf.square(x)
    rows = np.prod(y.shape)
    if np.ndim(y) != 1:
        raise ValueError("a vector is wanted")
    zeros = np.zeros(y.shape, np.float32)
    return tf.reduce_sum(y * WEIGHTS + zeros) * np.float32(np.sqrt(2.0)) / float(rows)


def run():
    return [float(step(tf.fill([3], value))) for value in (1.0, 2.0, 3.0)]
