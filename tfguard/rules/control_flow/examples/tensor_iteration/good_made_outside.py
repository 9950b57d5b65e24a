"""A list of tensors that was made outside, an array, and an argument that may be a list."""

import numpy as np
import tensorflow as tf

SCALES = np.array([1.0, 2.0], np.float32)
PARTS = tf.unstack(tf.constant([1.0, 2.0]))


def total(losses):
    return sum(losses) / len(losses)


@tf.function
def step(x, losses):
    first, second = PARTS
    scaled = [x * scale for scale in SCALES]
    return tf.add_n(scaled) * first + second + total(losses)


def run():
    losses = [tf.constant(1.0), tf.constant(2.0)]
    return [float(step(tf.constant(value), losses)) for value in (1.0, 2.0, 3.0)]
