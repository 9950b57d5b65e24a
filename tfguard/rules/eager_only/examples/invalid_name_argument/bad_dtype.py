"""A type where the name of the operation stands."""

import tensorflow as tf


@tf.function
def norm(x):
    return tf.sqrt(tf.reduce_sum(x * x), tf.float32)  # expect: tf-invalid-name-argument


def run():
    return [float(norm(tf.constant([value, 0.0]))) for value in (1.0, 2.0, 3.0)]
