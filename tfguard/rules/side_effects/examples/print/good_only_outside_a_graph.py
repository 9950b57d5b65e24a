"""Prints that are meant for eager debugging say so, and are never traced."""

import tensorflow as tf


@tf.function
def square(value):
    if not tf.inside_function():
        print("eager debugging:", value)
    if tf.executing_eagerly():
        print("eager debugging:", value.numpy())
    return value * value


def run():
    return [square(tf.constant(float(step))).numpy() for step in range(3)]
