"""Options that wait in a partial."""

import functools

import tensorflow as tf

compiled = functools.partial(tf.function, experimental_compile=False)  # expect: tf-deprecated-argument


@compiled
def double(x):
    return x * 2.0


def run():
    return [float(double(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
