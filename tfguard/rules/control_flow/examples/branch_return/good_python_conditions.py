"""Conditions of Python decide while tracing; a function may also return nothing at all."""

import tensorflow as tf

total = tf.Variable(0.0)


def add(x, active=True):
    if not active or x.shape.rank is None:
        return
    if x > 1.0:
        total.assign_add(x)


def scale(x, factors):
    for factor in factors:
        if factor < 0.0:
            return x
        x = x * factor
    return x


@tf.function
def step(x):
    add(x)
    add(x, active=False)
    return scale(x, [2.0, 3.0, -1.0, 5.0])


def run():
    return [float(step(tf.constant(value))) for value in (0.0, 2.0, 3.0)] + [float(total)]
