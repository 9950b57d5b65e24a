"""A Python number as an argument: another number, another trace."""

import tensorflow as tf


@tf.function
def power(x, exponent):
    print("Tracing with exponent", exponent)
    return x**exponent


for exponent in (1, 2, 3, 3):
    power(tf.constant(2), exponent)
