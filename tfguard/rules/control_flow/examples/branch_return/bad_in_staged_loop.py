"""`return` in loops over tf.range, a tensor, and on a tensor's `while`."""

import tensorflow as tf


@tf.function
def first_above(values, limit):
    for index in tf.range(tf.size(values)):
        if values[index] > limit:
            return index  # expect: tf-branch-return
    return tf.constant(-1)


@tf.function
def countdown(x):
    while x > 0.0:
        x = x - 1.0
        if x < 0.5:
            return x  # expect: tf-branch-return
    return -x


def has_zero(rows):
    for row in rows:
        if tf.reduce_any(row == 0.0):
            return tf.constant(True)  # expect: tf-branch-return
    return tf.constant(False)


@tf.function
def check(rows):
    return has_zero(rows)


def run():
    values = tf.constant([1.0, 2.0, 3.0])
    counts = [float(countdown(tf.constant(value))) for value in (1.2, 2.7, 0.2)]
    zeros = [bool(check(tf.fill([2, 2], value))) for value in (0.0, 1.0, 2.0)]
    return [int(first_above(values, tf.constant(v))) for v in (0.5, 1.5, 9.0)], counts, zeros
