"""Operators and properties of a class are run as they are, whoever uses them."""

import tensorflow as tf


class Interval:
    def __init__(self, low, high):
        self.low, self.high = low, high

    def __or__(self, other):
        if self.high > other.high:  # expect: tf-tensor-bool-unconverted
            return Interval(self.low, self.high)
        return Interval(self.low, other.high)

    def __getitem__(self, side):
        bound = self.low if side == 0 else self.high
        return bound if bound > 0.0 else -bound  # expect: tf-tensor-bool-unconverted

    def __neg__(self):
        return Interval(-self.high, -self.low)


@tf.function
def united(x):
    return (Interval(x, x + 1.0) | Interval(x, 2.0 * x)).high


@tf.function
def bound(x):
    return (-Interval(x, x + 1.0))[1]


def run():
    return [[float(f(tf.constant(v))) for v in (1.0, 2.0, 3.0)] for f in (united, bound)]
