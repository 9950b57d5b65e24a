"""A global counter: it counts traces, and what is computed from it never changes again."""

import tensorflow as tf

step = 0


@tf.function
def decayed(rate):
    global step
    step += 1  # expect: tf-global-write
    return rate / step


def run():
    rates = [decayed(tf.constant(1.0)).numpy() for _ in range(3)]
    return rates, step
