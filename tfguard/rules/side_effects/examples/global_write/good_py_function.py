"""A write in the body of a py_function happens at each call."""

import tensorflow as tf

calls = 0


def count():
    global calls
    calls += 1


@tf.function
def double(value):
    tf.py_function(count, [], [])
    return value * 2.0


def run():
    doubled = [double(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
    return doubled, calls
