"""The range of an array is applied to a tensor."""

import numpy as np
import tensorflow as tf

LOW = np.float32(0.0)


@tf.function
def bounded(x):
    shifted = tf.add(x, 1.0)
    return np.clip(shifted, LOW, 1.0)  # expect: tf-numpy-op


def run():
    return [np.asarray(bounded(tf.constant([value]))).tolist() for value in (-3.0, 0.0, 3.0)]
