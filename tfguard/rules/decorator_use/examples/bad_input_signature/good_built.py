"""A signature that code puts together, and a parameter of a partial that needs no spec."""

import functools

import tensorflow as tf

SPEC = tf.TensorSpec([], tf.float32)
specs = []
for _ in range(2):
    specs.append(SPEC)


def weighted(factor, x):
    return factor * x


@tf.function(input_signature=specs)
def add(x, y):
    return x + y


doubled = tf.function(functools.partial(weighted, 2.0), input_signature=[SPEC])


def run():
    return [[add(tf.constant(x), tf.constant(1.0)).numpy(), doubled(tf.constant(x)).numpy()] for x in (1.0, 2.0, 3.0)]
