"""A tensor is taken apart along an axis of open length."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def alternating(values):
    total = tf.zeros([])
    for value in tf.unstack(values * 2.0):  # expect: tf-static-shape
        total = value - total
    return total


def run():
    return [float(alternating(tf.ones([size]))) for size in (1, 2, 3)]
