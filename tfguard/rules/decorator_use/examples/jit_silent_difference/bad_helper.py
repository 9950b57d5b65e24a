"""A helper of a compiled method makes the array, its arguments by position."""

import functools

import tensorflow as tf

compiled = functools.partial(tf.function, jit_compile=True)


def collected(x, steps):
    states = tf.TensorArray(tf.float32, 0, True)  # expect: tf-jit-silent-difference
    for i in tf.range(steps):
        x = x * 0.5
        states = states.write(i, x)
    return states.stack()


class Decay:
    @compiled
    def rates(self, x):
        return collected(x, 4)


def run():
    decay = Decay()
    return [decay.rates(tf.constant(value)).numpy().tolist() for value in (1.0, 2.0, 3.0)]
