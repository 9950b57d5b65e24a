"""An object is made for one call of its traced method."""

import tensorflow as tf


class Scaler:
    def __init__(self, factor):
        self.factor = tf.constant(factor)

    @tf.function
    def scale(self, x):
        return x * self.factor


def scaled(x):
    return Scaler(2.0).scale(x)  # expect: tf-temporary-instance


def run():
    return [scaled(tf.constant(1.0)).numpy(), scaled(tf.constant(2.0)).numpy(), scaled(tf.constant(3.0)).numpy()]
