"""Reached through strategy.run, a method of the base class and an overridden hook; and through a setter."""

import tensorflow as tf


class Loop:
    def __init__(self):
        self.strategy = tf.distribute.get_strategy()
        self.steps = 0
        self._scale = 1

    def on_step(self):
        pass

    def _step(self, weights):
        self.on_step()
        return weights * 0.5

    @tf.function
    def step(self, weights):
        return self.strategy.run(self._step, args=(weights,))


class Counting(Loop):
    @property
    def scale(self):
        return self._scale

    @scale.setter
    def scale(self, value):
        self._scale = value  # expect: tf-attribute-mutation

    def on_step(self):
        self.steps += 1  # expect: tf-attribute-mutation
        self.scale = 2 * self.scale


def run():
    loop = Counting()
    weights = tf.constant([8.0])
    for _ in range(3):
        weights = loop.step(weights)
    return weights.numpy(), loop.steps, loop.scale
