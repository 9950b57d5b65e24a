"""Signatures that are put together: lists added and repeated, an attribute, an override with other parameters."""

import tensorflow as tf

NUMBER = tf.TensorSpec([], tf.float32)
PAIR = [NUMBER] * 2
THREE = PAIR + [NUMBER]


def total(x, y):
    return x + y


class Model:
    def __init__(self):
        self.specs = (NUMBER, *PAIR)
        self.pair = PAIR
        self.step = tf.function(self.update, input_signature=self.pair)  # expect: tf-bad-input-signature

    def update(self, x, y):
        return x * y

    def scale(self, x):
        return x * 2.0

    def compile(self):
        return tf.function(self.scale, input_signature=self.pair)  # expect: tf-bad-input-signature


class Weighted(Model):
    def update(self, x, y, weight):
        return x * y * weight


def make():
    return tf.function(total, input_signature=THREE)  # expect: tf-bad-input-signature


def run():
    found = []
    for value in (1.0, 2.0, 3.0):
        x = tf.constant(value)
        found.append([Model().step(x, x).numpy(), Weighted().step(x, x, x).numpy()])
        found.append([Model().compile()(x).numpy(), make()(x, x).numpy()])
    return found
