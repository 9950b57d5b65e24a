"""A default does not help, nor does a helper or a cycle in a closure."""

import itertools

import tensorflow as tf


def make_schedule(values):
    remaining = iter(values)
    signs = itertools.cycle([1.0, -1.0])

    def current():
        return next(remaining, 0.0) * next(signs)  # expect: tf-iterator-advance

    @tf.function
    def apply(value):
        return value * current()

    return apply


def run():
    apply = make_schedule([1.0, 2.0])
    return [apply(tf.constant(1.0)).numpy() for _ in range(4)]
