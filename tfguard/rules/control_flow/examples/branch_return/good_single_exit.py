"""The cure: a result is kept in a name; in a loop there is `break`, and a `return` that does not depend on a tensor."""

import tensorflow as tf


@tf.function
def first_above(values, limit):
    found = tf.constant(-1)
    for index in tf.range(tf.size(values)):
        if values[index] > limit:
            found = index
            break
    return found


@tf.function
def head(values):
    for value in values:
        return value * 2.0
    return tf.constant(0.0)


@tf.function
def either(values):
    for value in values:
        if value > 1.0:
            return value
        else:
            return -value
    return tf.constant(0.0)


def run():
    values = tf.constant([1.0, 2.0, 3.0])
    found = [int(first_above(values, tf.constant(limit))) for limit in (0.5, 2.5, 9.0)]
    return found, [float(head(values * v)) for v in (1.0, 2.0, 3.0)], [float(either(values * v)) for v in (1.0, 2.0, 3.0)]
