"""Without AutoGraph, `if`, `while` and `or` are Python's own."""

import tensorflow as tf


@tf.function(autograph=False)
def relu(x):
    total = tf.reduce_sum(x)
    if total > 0.0:  # expect: tf-tensor-bool-unconverted
        return x
    return tf.zeros_like(x)


def run():
    return [relu(tf.constant([value])).numpy().tolist() for value in (-1.0, 1.0, 2.0)]
