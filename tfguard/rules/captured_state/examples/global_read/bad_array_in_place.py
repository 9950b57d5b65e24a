"""A NumPy array is filled with new numbers in place; the graph holds a copy of the old ones."""

import numpy as np
import tensorflow as tf

mask = np.ones(3, np.float32)


@tf.function
def masked(values):
    return values * mask  # expect: tf-global-read


def run():
    values = tf.constant([1.0, 2.0, 3.0])
    before = masked(values).numpy()
    mask[1:] = 0.0
    after = masked(values).numpy()
    return before, after
