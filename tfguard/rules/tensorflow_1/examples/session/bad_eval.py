"""eval() of a tensor in a traced function: no session is there to ask."""

import tensorflow as tf


def norm(x):
    total = tf.reduce_sum(x * x)
    return tf.sqrt(total.eval())  # expect: tf1-session


@tf.function
def scaled(x):
    return x / norm(x)


def run():
    return [scaled(tf.constant([value, 0.0])).numpy() for value in (1.0, 2.0, 3.0)]
