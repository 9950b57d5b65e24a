"""A staged loop may be the first to set a name, and None before it is no problem."""

import tensorflow as tf


@tf.function
def largest(values):
    best = None
    for value in values:
        doubled = value * 2.0
        if best is None:
            best = doubled
        else:
            best = tf.maximum(best, doubled)
    for value in values:
        if value < 0.0:
            continue
        small = value / 2.0
        best = best + small
    return best


def run():
    return [float(largest(tf.constant(row))) for row in ([1.0, 2.0], [-1.0, 4.0], [3.0, 3.0])]
