"""A call holds its object; so does a method that is not traced, and what a constructor wraps."""

import tensorflow as tf


class Model:
    registry = []

    def __init__(self):
        self.factor = tf.constant(2.0)
        self.scale = tf.function(self._scale)

    def _scale(self, x):
        return x * self.factor

    @tf.function
    def __call__(self, x):
        return x + self.factor

    @tf.function
    def _square(self, x):
        return x * x * self.factor

    def square(self, x):
        return self._square(x)


class Registered:
    every = []

    def __init__(self):
        self.factor = tf.constant(3.0)
        Registered.every.append(self)

    @tf.function
    def scale(self, x):
        return x * self.factor


def once(x):
    return [Model()(x).numpy(), Model().scale(x).numpy(), Model().square(x).numpy(), Registered().scale(x).numpy()]


def run():
    return [once(tf.constant(1.0)), once(tf.constant(2.0)), once(tf.constant(3.0))]
