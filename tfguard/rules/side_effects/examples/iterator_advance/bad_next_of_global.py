"""next() of an iterator outside: its first item becomes a constant of the graph."""

import itertools

import tensorflow as tf

rates = iter([0.1, 0.2, 0.3])
numbers = itertools.count(start=1)


@tf.function
def scaled(value):
    value = value * next(rates)  # expect: tf-iterator-advance
    return value + next(numbers)  # expect: tf-iterator-advance


def run():
    return [scaled(tf.constant(10.0)).numpy() for _ in range(3)]
