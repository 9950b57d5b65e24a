"""A loop inside the traced function: its inner function is called in the round that makes it."""

import tensorflow as tf


@tf.function
def polynomial(value):
    total = tf.zeros_like(value)
    for coefficient in (1.0, 2.0, 3.0):

        def term(inner):
            return inner * coefficient

        total = total * value + term(tf.ones_like(value))
    return total


def run():
    results = [polynomial(tf.constant(value)).numpy() for value in (0.0, 1.0, 2.0)]
    return {"results": results, "wanted": [3.0, 6.0, 11.0]}
