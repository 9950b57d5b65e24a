"""A module global holds the variable, made at the first call: it works, but nobody owns it."""

import tensorflow as tf

counter = None


@tf.function
def count(value):
    global counter
    if counter is None:
        counter = tf.Variable(0.0)  # expect: tf-global-none-guard
    counter.assign_add(value)
    return counter.read_value()


def run():
    return [count(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)], counter.numpy()
