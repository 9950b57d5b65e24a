"""One side returns, the other one comes to the end; or an inner condition does so."""

import tensorflow as tf


@tf.function
def sign(x):
    if x > 0.0:  # expect: tf-branch-return
        return tf.constant(1)


@tf.function
def bounded(x):
    if x > 0.0:
        if x > 1.0:  # expect: tf-branch-return
            return tf.constant(1.0)
        x = x * 2.0
    return x


@tf.function
def size(x):
    with tf.name_scope("size"):
        if x > 10.0:
            return tf.constant("large")
        elif x > 1.0:  # expect: tf-branch-return
            return tf.constant("medium")
    return tf.constant("small")


def run():
    values = [tf.constant(value) for value in (0.5, 5.0, 50.0)]
    names = [size(v).numpy().decode() for v in values]
    return [int(sign(v)) for v in values], [float(bounded(v)) for v in values], names
