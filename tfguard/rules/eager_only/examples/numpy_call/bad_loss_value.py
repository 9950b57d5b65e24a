"""The loss is taken out as a number inside of the traced step."""

import tensorflow as tf


@tf.function
def train_step(weights, x):
    loss = tf.reduce_mean(tf.square(x * weights))
    return loss.numpy() + 1.0  # expect: tf-numpy-call


def run():
    return [float(train_step(tf.constant(2.0), tf.fill([3], value))) for value in (1.0, 2.0, 3.0)]
