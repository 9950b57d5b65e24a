"""NumPy asks a tensor of the graph for a size."""

import numpy as np
import tensorflow as tf


@tf.function
def without_diagonal(scores):
    rows = tf.shape(scores)[0]
    return scores - np.eye(rows, dtype=np.float32)  # expect: tf-numpy-op


def run():
    return [without_diagonal(tf.fill([2, 2], value)).numpy().tolist() for value in (1.0, 2.0, 3.0)]
