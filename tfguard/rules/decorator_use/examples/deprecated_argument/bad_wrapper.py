"""A wrapper of the project hands on what it is given."""

import tensorflow as tf


def traced(function=None, **options):
    if function is None:
        return lambda inner: traced(inner, **options)
    return tf.function(function, **options)


@traced(experimental_follow_type_hints=True)  # expect: tf-deprecated-argument
def double(x: tf.Tensor):
    return x * 2.0


def run():
    return [float(double(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
