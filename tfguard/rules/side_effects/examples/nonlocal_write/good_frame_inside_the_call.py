"""The name belongs to a frame of the traced call itself: each call starts anew."""

import tensorflow as tf


@tf.function
def polynomial(value):
    degree = 0

    def term(coefficient):
        nonlocal degree
        result = coefficient * value**degree
        degree += 1
        return result

    return term(1.0) + term(2.0) + term(3.0)


def run():
    return [polynomial(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
