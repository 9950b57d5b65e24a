"""Augmented assignment to a tensor that was computed from the variable, or read out of it."""

import tensorflow as tf

weights = tf.Variable([1.0, 2.0])


@tf.function
def shifted(offset):
    values = weights * 2.0
    values += offset
    copy = weights.read_value()
    copy -= offset
    copy *= 3.0
    return values + copy


def run():
    return [shifted(tf.constant(offset)).numpy() for offset in (1.0, 2.0)], weights.numpy()
