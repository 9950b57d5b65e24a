"""A tensor made outside has its value, wherever it is read; results are taken by the caller."""

import tensorflow as tf

SCALE = tf.constant(3.0)


@tf.function
def step(x):
    return x * SCALE.numpy()


def run():
    return [float(step(tf.constant(value)).numpy()) for value in (1.0, 2.0, 3.0)]
