"""A module variable that is made when the module is imported needs no guard."""

import tensorflow as tf

counter = tf.Variable(0.0)


@tf.function
def count(value):
    counter.assign_add(value)
    return counter.read_value()


def run():
    return [count(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
