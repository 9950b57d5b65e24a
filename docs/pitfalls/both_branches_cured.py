"""The check is an operation."""

import tensorflow as tf


@tf.function
def root(x):
    tf.debugging.assert_non_negative(x)
    return tf.sqrt(x)


print(root(tf.constant(9.0)).numpy())
