"""Numbers are made by the caller, of captured tensors, and of indexes that are Python's."""

import tensorflow as tf

OFFSET = tf.constant(1.0)
SCALES = [1.0, 2.0]


@tf.function
def step(x):
    total = x * float(OFFSET)
    for index in range(2):
        total += x * SCALES[index]
    table = tf.constant(SCALES)
    return total + table[tf.argmax(tf.stack([x, 0.0]))]


def run():
    return [int(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
