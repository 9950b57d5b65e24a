"""The variable comes in as an argument and is multiplied in a helper."""

import tensorflow as tf


def decay(slot, rate):
    slot *= rate  # expect: tf-variable-augmented-assignment
    return slot


class Optimizer:
    def __init__(self):
        self.momentum = tf.Variable([1.0, 1.0])
        self.update = tf.function(self._update)

    def _update(self, gradient):
        return decay(self.momentum, 0.9) + gradient


def run():
    return Optimizer().update(tf.constant([1.0, 1.0])).numpy()
