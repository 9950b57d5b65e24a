"""What TensorFlow's own loops collect has its size."""

import tensorflow as tf


@tf.function(jit_compile=True)
def prefix_sums(x):
    return tf.scan(lambda total, each: total + each, x) + tf.map_fn(tf.square, x)


def run():
    return [prefix_sums(tf.constant([value, 2.0])).numpy().tolist() for value in (1.0, 2.0, 3.0)]
