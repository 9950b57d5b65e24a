"""A wrapper of the project over property, in a class that a function defines."""

import functools

import tensorflow as tf

compiled = functools.partial(tf.function, autograph=False)


def make(rate):
    class Stage:
        def __init__(self):
            self.rate = tf.constant(rate)

        @compiled  # expect: tf-decorator-order
        @property
        def doubled(self):
            return self.rate * 2.0

    return Stage()


def run():
    return [make(rate).doubled.numpy() for rate in (1.0, 2.0, 3.0)]
