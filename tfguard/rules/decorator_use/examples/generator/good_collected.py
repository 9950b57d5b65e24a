"""The cure: a decorator between the generator function and tf.function collects what it yields; a step in a generator."""

import functools

import tensorflow as tf


def stacked(function):
    @functools.wraps(function)
    def call(*args):
        return tf.stack(list(function(*args)))

    return call


@tf.function
@stacked
def prefixes(x):
    for size in range(1, 4):
        yield tf.reduce_sum(x[:size])


@tf.function
def step(x):
    return x * 2.0


def doubling(x):
    for _ in range(3):
        x = step(x)
        yield x


def run():
    return [
        [prefixes(tf.constant([value, 2.0, 3.0])).numpy().tolist(), [float(x) for x in doubling(tf.constant(value))]]
        for value in (1.0, 4.0, 7.0)
    ]
