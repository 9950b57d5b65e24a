"""Rebound by the module's own code: a new shape makes a new trace with the new value, the old trace stays."""

import tensorflow as tf

factor = 2.0


@tf.function
def multiplied(values):
    return values * factor  # expect: tf-global-read


first = multiplied(tf.constant([1.0, 1.0]))
factor = 3.0
same_shape = multiplied(tf.constant([1.0, 1.0]))
new_shape = multiplied(tf.constant([1.0, 1.0, 1.0]))


def run():
    return first.numpy(), same_shape.numpy(), new_shape.numpy()
