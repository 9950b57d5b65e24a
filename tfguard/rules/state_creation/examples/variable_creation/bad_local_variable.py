"""A local variable: the first call traces twice, and the second trace must not make it again."""

import tensorflow as tf


@tf.function
def accumulate(value):
    total = tf.Variable(1.0)  # expect: tf-variable-creation
    total.assign_add(value)
    return total.read_value()


def run():
    return [accumulate(tf.constant(value)).numpy() for value in (1.0, 2.0)]
