"""The old name only where the new one is not known."""

import tensorflow as tf


def total(x):
    return tf.reduce_sum(x)


try:
    traced = tf.function(total, reduce_retracing=True)
except TypeError:
    traced = tf.function(total, experimental_relax_shapes=True)


def run():
    return [float(traced(tf.ones([size]))) for size in (1, 2, 3)]
