"""A counter for eager debugging, and a constant that every call would store."""

import tensorflow as tf

eager_calls = 0
ready = False


@tf.function
def double(value):
    global eager_calls, ready
    if not tf.inside_function():
        eager_calls += 1
    ready = True
    return value * 2.0


def run():
    return [double(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)], ready
