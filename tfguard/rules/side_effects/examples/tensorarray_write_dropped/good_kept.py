"""The cure: keep what write, unstack and scatter return, under the same name or another."""

import tensorflow as tf


@tf.function
def squares(count):
    results = tf.TensorArray(tf.float32, size=count)
    for index in tf.range(count):
        value = tf.cast(index, tf.float32)
        results = results.write(index, value * value)
    return results.stack()


@tf.function
def reordered(values):
    array = tf.TensorArray(tf.float32, size=2).unstack(values)
    flipped = tf.TensorArray(tf.float32, size=2).scatter([1, 0], values)
    return array.stack() + flipped.stack() * 10.0


def run():
    return squares(tf.constant(4)).numpy(), reordered(tf.constant([1.0, 2.0])).numpy()
