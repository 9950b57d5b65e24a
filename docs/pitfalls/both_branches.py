"""A condition on a tensor: both branches are traced."""

import tensorflow as tf


@tf.function
def root(x):
    if x < 0.0:
        raise ValueError("negative")
    return tf.sqrt(x)


print(root(tf.constant(9.0)).numpy())
