"""Iterators and generators that are made in the call start anew at each call."""

import tensorflow as tf


def factors():
    yield 1.0
    yield 2.0


@tf.function
def combined(value):
    names = iter(["a", "b"])
    assert next(names) == "a"
    for factor in factors():
        value = value * factor
    doubled = [factor * 2.0 for factor in factors()]
    lazily = (factor + 1.0 for factor in doubled)
    for term in lazily:
        value += term
    return value


def run():
    return [combined(tf.constant(value)).numpy() for value in (1.0, 2.0)]
