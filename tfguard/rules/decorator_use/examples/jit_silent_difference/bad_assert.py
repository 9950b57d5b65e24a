"""A compiled function asserts what its argument has to be."""

import tensorflow as tf


@tf.function(jit_compile=True)
def decibels(power):
    tf.debugging.assert_positive(power, message="no power")  # expect: tf-jit-silent-difference
    return 10.0 * tf.math.log(tf.abs(power)) / 2.303


def answer(power):
    try:
        return decibels(tf.constant(power)).numpy().tolist()
    except tf.errors.InvalidArgumentError:
        return "refused"


def run():
    return [answer(power) for power in (1.0, 10.0, -1.0)]
