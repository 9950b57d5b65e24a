"""The printing that a constant of the program switches off."""

import tensorflow as tf

VERBOSE = False


@tf.function(jit_compile=True)
def step(x, verbose=None):
    if VERBOSE:
        tf.print("step", x)
    return x * 2.0


def run():
    return [step(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
