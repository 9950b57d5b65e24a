"""The same name without a global statement is a local; a global that is only read does not change."""

import tensorflow as tf

scale = 3.0
step = 7


@tf.function
def scaled(value):
    step = 1
    step += 1
    return value * scale * step


@tf.function
def offset(value):
    global scale
    return value + scale


def run():
    results = [scaled(tf.constant(value)).numpy() for value in (1.0, 2.0)]
    return results, offset(tf.constant(1.0)).numpy(), scale, step
