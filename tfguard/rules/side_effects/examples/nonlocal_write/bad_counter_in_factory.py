"""A counter of the enclosing function: it counts traces, and the result is frozen with it."""

import tensorflow as tf


def make_decay(rate):
    step = 0

    @tf.function
    def decayed(value):
        nonlocal step
        step += 1  # expect: tf-nonlocal-write
        return value * rate**step

    return decayed


def run():
    decayed = make_decay(0.5)
    return [decayed(tf.constant(8.0)).numpy() for _ in range(3)]
