"""A set of names, and a dtype in a tuple; the second function is called from another traced one."""

import tensorflow as tf


@tf.function
def vocabulary(x):
    names = {"loss", x.dtype.name}
    return names  # expect: tf-non-tensor-return


@tf.function
def described(x):
    return x * 2.0, x.dtype  # expect: tf-non-tensor-return


@tf.function
def outer(x):
    doubled, dtype = described(x)
    return tf.cast(doubled, dtype)


def run():
    return [[len(vocabulary(tf.constant(value))), outer(tf.constant(value)).numpy()] for value in (1.0, 2.0, 3.0)]
