"""A total that starts as an integer, a number that is halved, a flag that becomes a number."""

import tensorflow as tf


@tf.function
def total(values):
    result = 0
    for value in values:
        result += tf.exp(value)  # expect: tf-branch-dtype
    return result


@tf.function
def halvings(n):
    count = tf.constant(0)
    while n > 1.0:  # expect: tf-branch-dtype
        n = n / 2.0
        count = tf.cast(count, tf.float32) + 1.0
    return count


def run():
    sums = [float(total(tf.fill([3], value))) for value in (1.0, 2.0, 3.0)]
    return sums, [float(halvings(tf.constant(value))) for value in (4.0, 8.0, 9.0)]
