"""A list with a tensor in it, in a helper of a method."""

import numpy as np
import tensorflow as tf


def joined(parts):
    return np.concatenate(parts, axis=0)  # expect: tf-numpy-op


class Tower:
    @tf.function
    def __call__(self, x):
        left = tf.nn.relu(x)
        return tf.reduce_sum(joined([left, tf.nn.relu(-x)]))


def run():
    tower = Tower()
    return [float(tower(tf.constant([value, -1.0]))) for value in (1.0, 2.0, 3.0)]
