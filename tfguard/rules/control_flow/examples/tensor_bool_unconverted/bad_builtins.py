"""max() compares and asks for the truth; AutoGraph does not convert it."""

import tensorflow as tf


def clipped(x, floor):
    return max(tf.reduce_mean(x), floor)  # expect: tf-tensor-bool-unconverted


@tf.function
def step(x):
    return clipped(x, 0.5) * 2.0


def run():
    return [float(step(tf.constant([value]))) for value in (0.0, 1.0, 2.0)]
