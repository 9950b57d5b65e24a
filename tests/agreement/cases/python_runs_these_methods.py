"""Python runs getters and constructors; AutoGraph does not convert the conditions in them."""

import tensorflow as tf


class Gate:
    def __init__(self, level):
        self.level = level

    @property
    def opening(self):
        return 2.0 if self.level > 0.0 else 1.0  # expect: tf-tensor-bool-unconverted

    def asked(self):
        return 2.0 if self.level > 0.0 else 1.0


class Positive:
    def __init__(self, value):
        if value < 0.0:  # expect: tf-tensor-bool-unconverted
            value = -value
        self.value = value


@tf.function
def gated(x):
    return x * Gate(tf.reduce_sum(x)).opening


@tf.function
def asked(x):
    return x * Gate(tf.reduce_sum(x)).asked()


@tf.function
def positive(x):
    return Positive(tf.reduce_sum(x)).value


def run():
    return {"b1": [[asked(tf.ones([2])), gated(tf.ones([2])), positive(tf.ones([2]))] for _ in range(4)]}
