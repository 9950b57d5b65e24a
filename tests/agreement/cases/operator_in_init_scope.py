"""An operator on a tensor of the graph lifts it out of the graph as a function of TensorFlow does."""

import tensorflow as tf


@tf.function
def shifted(x):
    scale = tf.reduce_max(x)
    with tf.init_scope():
        doubled = scale * 2.0  # expect: tf-tensor-leak
    return x + doubled


@tf.function
def constant(x):
    with tf.init_scope():
        two = tf.constant(1.0) * 2.0
    return x + two


def run():
    return {"b1": [[constant(tf.ones([2])), shifted(tf.ones([2]))] for _ in range(4)]}
