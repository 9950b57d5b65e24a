"""A TensorArray is written by operations."""

import tensorflow as tf


@tf.function
def squares(count):
    found = tf.TensorArray(tf.int32, size=count)
    for i in tf.range(count):
        found = found.write(i, i * i)
    return found.stack()


print(squares(tf.constant(4)).numpy())
