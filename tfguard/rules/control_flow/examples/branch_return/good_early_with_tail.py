"""An early `return` is fine where the block goes on to another one, in every branch."""

import tensorflow as tf


@tf.function
def step(x, flag=True):
    if x > 10.0:
        return tf.constant(10.0)
    x = x + 1.0
    if x < 0.0:
        if x < -5.0:
            return -x
        return x * 2.0
    with tf.name_scope("small"):
        if x < 3.0:
            return x * 3.0
        x = x + 0.0
        if flag:
            return x
        return x - 1.0


def run():
    return [float(step(tf.constant(value), flag)) for value in (-9.0, 1.0, 5.0, 20.0) for flag in (True, False)]
