"""A traced function uses generators, its own and a helper's, and returns tensors."""

import tensorflow as tf


def powers(x, count):
    for exponent in range(count):
        yield x**exponent


@tf.function
def polynomial(x):
    total = sum(powers(x, 3))
    return total + tf.add_n([part * 2.0 for part in powers(x, 2)]) + sum(x * k for k in (1.0, 2.0))


def run():
    return [polynomial(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
