"""tf.function over contextmanager: no tensors come back."""

import contextlib

import tensorflow as tf


@tf.function  # expect: tf-decorator-order
@contextlib.contextmanager
def scaled(x):
    yield x * 2.0


def run():
    found = []
    for value in (1.0, 2.0, 3.0):
        with scaled(tf.constant(value)) as y:
            found.append(float(y))
    return found
