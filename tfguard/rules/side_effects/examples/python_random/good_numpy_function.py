"""The body of a numpy_function is Python that runs at each call."""

import numpy as np
import tensorflow as tf


def draw():
    return np.random.normal(size=3).astype("float32")


@tf.function
def add_noise(inputs):
    return inputs + tf.ensure_shape(tf.numpy_function(draw, [], tf.float32), [3])


def run():
    return len({add_noise(tf.zeros([3])).numpy().tobytes() for _ in range(4)})
