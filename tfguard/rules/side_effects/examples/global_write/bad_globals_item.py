"""Writing through globals() is the same write."""

import tensorflow as tf

calls = 0


def count():
    globals()["calls"] = calls + 1  # expect: tf-global-write


@tf.function
def double(value):
    count()
    return value * 2.0


def run():
    doubled = [double(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
    return doubled, calls
