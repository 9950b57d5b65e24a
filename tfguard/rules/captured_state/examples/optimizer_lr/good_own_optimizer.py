"""A class of the project's own that is no Keras optimizer: its lr is a variable, and its setter assigns."""

import tensorflow as tf


class Descent(tf.Module):
    def __init__(self, rate):
        self._rate = tf.Variable(rate, trainable=False)

    @property
    def lr(self):
        return self._rate

    @lr.setter
    def lr(self, value):
        self._rate.assign(value)

    @tf.function
    def step(self, weights, gradient):
        return weights - self._rate * gradient


def run():
    descent = Descent(1.0)
    weights = descent.step(tf.constant(0.0), tf.constant(-1.0))
    descent.lr = 0.25
    weights = descent.step(weights, tf.constant(-1.0))
    return {"results": weights.numpy(), "wanted": 1.25}
