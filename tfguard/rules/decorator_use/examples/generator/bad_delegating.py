"""Options of tf.function do not help: the function gives a generator."""

import tensorflow as tf


def logged(function):
    def call(*args):
        yield "start"
        yield function(*args)

    return call


@tf.function(autograph=False)
def children(x):  # expect: tf-generator
    yield from (x + 1.0, x + 2.0)


@tf.function
@logged
def square(x):  # expect: tf-generator
    return x * x


def run():
    sums = [[float(child) for child in children(tf.constant(value))] for value in (1.0, 2.0, 3.0)]
    return [sums, len(list(square(tf.constant(2.0))))]
