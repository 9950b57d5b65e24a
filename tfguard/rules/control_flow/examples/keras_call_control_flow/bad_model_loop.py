"""Loops and conditional expressions on tensors in a model that a traced function calls."""

import keras
import tensorflow as tf


class Iterated(keras.Model):
    def call(self, x):
        total = tf.reduce_sum(x)
        for _ in tf.range(3):  # expect: tf-keras-call-control-flow
            total = total + 1.0
        return total


class Signed(keras.Model):
    def call(self, x):
        return x if tf.reduce_sum(x) > 0.0 else -x  # expect: tf-keras-call-control-flow


class Halving(keras.Model):
    def call(self, x):
        while tf.reduce_max(x) > 1.0:  # expect: tf-keras-call-control-flow
            x = x / 2.0
        return x


models = Iterated(), Signed(), Halving()
iterated, signed, halving = models


@tf.function
def one(x):
    return iterated(x)


@tf.function
def two(x):
    return signed(x)


@tf.function
def three(x):
    return halving(x)


def run():
    values = [tf.constant([[value]]) for value in (0.5, 1.0, 2.0)]
    return [[tf.reduce_sum(f(v)).numpy().tolist() for v in values] for f in (one, two, three)]
