"""Shapes may differ between branches, and names that nobody reads may be anything."""

import tensorflow as tf


@tf.function
def step(x):
    if tf.reduce_sum(x) > 2.0:
        rows = tf.zeros([2])
        note = "large"
    else:
        rows = tf.ones([3])
        note = 0
    for value in rows:
        note = value
        x = x + value
    pair = (x, x)
    for _ in tf.range(2):
        pair = (pair[0] + 1.0, pair[1])
    return pair[0] + pair[1]


def run():
    return [step(tf.fill([2], value)).numpy().tolist() for value in (0.5, 1.5, 2.5)]
