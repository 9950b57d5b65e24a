"""Recursion that a Python value ends: a depth, a static shape, a number that was passed as one."""

import tensorflow as tf


@tf.function
def power(x, exponent):
    if exponent == 0:
        return tf.ones_like(x)
    return x * power(x, exponent - 1)


def refine(x, depth=3):
    if depth == 0:
        return x
    if tf.reduce_max(x) > 1.0:
        x = refine(x / 2.0, depth - 1)
    return x


def halves(x):
    if x.shape[0] == 1:
        return x[0]
    middle = x.shape[0] // 2
    left, right = halves(x[:middle]), halves(x[middle:])
    if left > right:
        return left
    return right


@tf.function
def combine(x):
    return refine(x) + halves(x)


def run():
    return [
        [power(tf.constant(value), 3).numpy(), combine(tf.constant([value, 5.0, 1.0, 2.0])).numpy().tolist()]
        for value in (1.0, 2.0, 3.0)
    ]
