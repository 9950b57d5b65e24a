"""The value is set in the first round of a staged loop, and used in the next ones and behind it."""

import tensorflow as tf


@tf.function
def differences(values):
    total = tf.constant(0.0)
    for index in tf.range(tf.size(values)):
        if index == 0:  # expect: tf-branch-undefined
            first = values[index]
        else:
            total += tf.abs(values[index] - first)
    return total


@tf.function
def last_even(values):
    for value in values:
        if value % 2 == 0:  # expect: tf-branch-undefined
            found = value
    return found


def run():
    rows = [[1, 4, 2], [2, 8, 8], [5, 6, 1]]
    found = [int(last_even(tf.constant(row))) for row in rows]
    return found, [float(differences(tf.constant(row, tf.float32))) for row in rows]
