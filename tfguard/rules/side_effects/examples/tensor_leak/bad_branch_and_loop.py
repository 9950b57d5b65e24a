"""Tensors of a staged branch, loop or map_fn body, kept in a list of the call and used after it."""

import tensorflow as tf


@tf.function
def summed(values):
    kept = []
    for value in values:
        kept.append(value * 2.0)  # expect: tf-list-append-in-tensor-loop
    return tf.add_n(kept)


@tf.function
def noted(value):
    notes = []
    if value > 0.0:
        notes.append(value * value)  # expect: tf-tensor-leak
    else:
        notes.append(-value)  # expect: tf-tensor-leak
    return notes[0] + 1.0


@tf.function
def mapped(values):
    squares = []

    def square(value):
        squares.append(value * value)  # expect: tf-list-append-in-tensor-loop
        return value

    return tf.reduce_sum(tf.map_fn(square, values)) + squares[0]


def attempt(function, argument):
    try:
        return function(tf.constant(argument)).numpy()
    except (TypeError, ValueError) as error:
        return type(error).__name__


def run():
    return attempt(summed, [1.0, 2.0]), attempt(noted, 3.0), attempt(mapped, [1.0, 2.0])
