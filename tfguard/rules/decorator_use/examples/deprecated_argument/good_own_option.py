"""A wrapper with an option of its own by the old name."""

import tensorflow as tf


def traced(experimental_compile=False, **options):
    def decorate(function):
        return tf.function(function, jit_compile=experimental_compile, **options)

    return decorate


@traced(experimental_compile=False, reduce_retracing=True)
def total(x):
    return tf.reduce_sum(x)


def run():
    return [float(total(tf.ones([size]))) for size in (1, 2, 3)]
