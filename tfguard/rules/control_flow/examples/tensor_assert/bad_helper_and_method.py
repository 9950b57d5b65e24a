"""The assertion stands in a helper, and compares a sum that the method computes."""

import tensorflow as tf


def checked(weights):
    total = tf.reduce_sum(weights)
    assert total > 0.0  # expect: tf-tensor-assert
    return weights / total


class Mixture:
    def __init__(self):
        self.normalize = tf.function(self._normalize)

    def _normalize(self, weights):
        return checked(weights)


def run():
    mixture = Mixture()
    return [mixture.normalize(tf.constant([1.0, value])).numpy().tolist() for value in (1.0, 3.0, 4.0)]
