"""Modules under other names: in a variable of the file, and in an attribute."""

import tensorflow as tf

K = tf.keras.backend


class Norm:
    def __init__(self):
        self.linear = tf.linalg

    def of(self, x):
        return self.linear.nrom(x)  # expect: tf-unknown-name


@tf.function
def clipped(x):
    return x / Norm().of(x)


def small(x):
    return x + K.epsilonn()  # expect: tf-unknown-name


def run():
    for measure in (small, clipped):
        measure(tf.constant([3.0, 4.0]))
    return 0
