"""A variable has no value in a graph either."""

import math

import tensorflow as tf


class Warmup(tf.Module):
    def __init__(self, steps):
        super().__init__()
        self.steps = steps
        self.step = tf.Variable(1.0)

    def factor(self):
        return math.sqrt(self.step)  # expect: tf-python-cast

    @tf.function
    def rate(self, peak):
        return peak * tf.minimum(self.factor() / self.steps, 1.0)


def run():
    warmup = Warmup(3)
    rates = []
    for _ in range(3):
        rates.append(float(warmup.rate(tf.constant(0.1))))
        warmup.step.assign_add(1.0)
    return rates
