"""The cure: a value before the condition, in both branches, or by an early return at the function's end."""

import tensorflow as tf


@tf.function
def step(x):
    bonus = tf.zeros_like(x)
    if x > 1.0:
        bonus = x
    if x > 2.0:
        kind = 1
    elif x > 1.0:
        kind = 2
    else:
        kind = 3
    if x > 50.0:
        return x
    rest = x * 2.0 + bonus
    if rest < 0.0:
        return -rest
    return rest + float(kind)


def run():
    return [float(step(tf.constant(value))) for value in (-1.0, 1.5, 3.0, 60.0)]
