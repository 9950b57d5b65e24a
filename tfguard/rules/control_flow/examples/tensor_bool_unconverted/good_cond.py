"""The cure: tf.cond takes functions, whatever AutoGraph does."""

import tensorflow as tf


@tf.function(autograph=False)
def step(x):
    return tf.cond(tf.reduce_sum(x) > 0.0, lambda: x * 2.0, lambda: -x)


def run():
    return [step(tf.constant([value])).numpy().tolist() for value in (-1.0, 1.0, 2.0)]
