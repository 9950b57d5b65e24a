"""A traced factorial calls itself while its argument, a tensor, is large."""

import tensorflow as tf


@tf.function
def factorial(n):
    if n <= 1.0:
        return tf.ones_like(n)
    return n * factorial(n - 1.0)  # expect: tf-recursion


def run():
    return [factorial(tf.constant(value)).numpy() for value in (1.0, 3.0, 4.0)]
