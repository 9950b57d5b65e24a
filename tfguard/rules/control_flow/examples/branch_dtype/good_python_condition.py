"""Python's conditions and loops may change what a name is."""

import tensorflow as tf


@tf.function
def step(x, double=True, steps=3):
    total = 0
    for index in range(steps):
        total = total + x * float(index)
    if double:
        total = total, x
    else:
        total = [total]
    scale = 2 if double else 0.5
    return [part * float(scale) for part in total]


def run():
    return [[float(part) for part in step(tf.constant(value))] for value in (0.5, 1.5, 2.5)]
