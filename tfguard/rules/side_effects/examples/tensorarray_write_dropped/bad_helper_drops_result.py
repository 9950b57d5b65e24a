"""A helper writes and returns nothing; scatter and unstack return the new array as well."""

import tensorflow as tf


def put(array, index, value):
    array.write(index, value)  # expect: tf-tensorarray-write-dropped


@tf.function
def pair(value):
    array = tf.TensorArray(tf.float32, size=2, element_shape=[])
    put(array, 0, value)
    put(array, 1, value + 1.0)
    return array.stack()


@tf.function
def spread(values):
    array = tf.TensorArray(tf.float32, size=2, element_shape=[])
    array.unstack(values)  # expect: tf-tensorarray-write-dropped
    return array.stack()


@tf.function
def scattered(values):
    array = tf.TensorArray(tf.float32, size=2, element_shape=[])
    array.scatter([1, 0], values)  # expect: tf-tensorarray-write-dropped
    return array.stack()


def run():
    values = tf.constant([1.0, 2.0])
    return pair(tf.constant(1.0)).numpy(), spread(values).numpy(), scattered(values).numpy()
