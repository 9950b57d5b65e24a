"""Functions in a function: the inner one is called by the one that is returned."""

import tensorflow as tf


compiled = tf.function


def make_step(rate):
    @compiled  # expect: tf-redundant-decorator
    def update(weight, gradient):
        return weight - rate * gradient

    @compiled
    def step(weight):
        return update(weight, 2.0 * weight)

    return step


def run():
    step = make_step(0.25)
    return [step(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
