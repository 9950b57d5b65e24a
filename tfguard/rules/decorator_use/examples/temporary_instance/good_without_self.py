"""Traced methods that do not need their object: no use of self, static and class methods."""

import tensorflow as tf


class Ops:
    factor = 2.0

    @tf.function
    def square(self, x):
        return x * x

    @staticmethod
    @tf.function
    def double(x):
        return x * 2.0

    @classmethod
    @tf.function
    def scale(cls, x):
        return x * cls.factor


def computed(x):
    return [Ops().square(x).numpy(), Ops().double(x).numpy(), Ops().scale(x).numpy()]


def run():
    return [computed(tf.constant(1.0)), computed(tf.constant(2.0)), computed(tf.constant(3.0))]
