"""The written array is not kept: eagerly the values are there, the graph returns zeros."""

import tensorflow as tf


@tf.function
def squares(count):
    results = tf.TensorArray(tf.float32, size=3)
    for index in tf.range(count):
        value = tf.cast(index, tf.float32)
        results.write(index, value * value)  # expect: tf-tensorarray-write-dropped
    return results.stack()


def run():
    return [squares(tf.constant(3)).numpy() for _ in range(2)]
