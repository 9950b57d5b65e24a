"""A table of NumPy is looked up with a tensor."""

import numpy as np
import tensorflow as tf

WEIGHTS = np.array([0.5, 1.0, 2.0], np.float32)


@tf.function
def weighted(x):
    kind = tf.argmax(x)
    return x * WEIGHTS[kind]  # expect: tf-foreign-call


def run():
    x = tf.constant([1.0, 3.0, 2.0])
    return [float(tf.reduce_sum(weighted(x * scale))) for scale in (1.0, 2.0, 3.0)]
