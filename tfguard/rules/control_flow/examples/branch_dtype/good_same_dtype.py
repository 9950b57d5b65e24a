"""Floats beside float tensors, integers beside integers, and a cast."""

import tensorflow as tf


@tf.function
def step(x):
    scale = 1.0
    if x > 1.0:
        scale = tf.exp(-x)
    if x > 2.0:
        kind = 1
    else:
        kind = 2
    total = tf.cast(kind, tf.float32)
    count = 0
    for index in tf.range(3):
        total += x * scale
        count += index
    return total + float(count) if x > 0.0 else 0.0


def run():
    return [float(step(tf.constant(value))) for value in (-1.0, 1.5, 3.0)]
