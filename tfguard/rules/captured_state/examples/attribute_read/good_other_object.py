"""The program changes the attribute of another object of the class, which is not called before."""

import tensorflow as tf


class Scaler:
    def __init__(self, scale):
        self.scale = scale

    @tf.function
    def apply(self, values):
        return values * self.scale


def run():
    first, second = Scaler(1.0), Scaler(2.0)
    results = [first.apply(tf.constant([1.0])).numpy() for _ in range(2)]
    second.scale = 5.0
    results += [first.apply(tf.constant([1.0])).numpy(), second.apply(tf.constant([1.0])).numpy()]
    return results
