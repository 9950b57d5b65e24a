"""What follows an early `return` in a branch is the other side of it."""

import tensorflow as tf


@tf.function
def clip(x):
    if x > 0.0:
        if x > 10.0:  # expect: tf-branch-undefined
            return tf.constant(10.0)
        y = x * 2.0
    else:
        y = -x
    return y


def run():
    return [float(clip(tf.constant(value))) for value in (1.0, -2.0, 20.0)]
