"""Guarded and kept in a function of Dataset.map, and in a traced function that another one calls."""

import tensorflow as tf


class Numbering:
    def __init__(self):
        self.position = None

    def number(self, value):
        if self.position is None:
            self.position = tf.Variable(0.0)
        return value, self.position.assign_add(1.0)


class Scaled:
    def __init__(self):
        self.factor = None

    @tf.function
    def inner(self, value):
        if self.factor is None:
            self.factor = tf.Variable(2.0)
        return value * self.factor

    @tf.function
    def outer(self, value):
        return self.inner(value) + self.inner(value + 1.0)


def run():
    numbering, scaled = Numbering(), Scaled()
    dataset = tf.data.Dataset.from_tensor_slices([5.0, 6.0, 7.0]).map(numbering.number)
    pairs = [(float(value), float(position)) for value, position in dataset]
    return pairs, [scaled.outer(tf.constant(value)).numpy() for value in (1.0, 2.0)]
