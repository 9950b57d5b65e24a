"""The names of today."""

import tensorflow as tf


@tf.function(reduce_retracing=True, jit_compile=False)
def total(x):
    return tf.reduce_sum(x)


def run():
    return [float(total(tf.ones([size]))) for size in (1, 2, 3)]
