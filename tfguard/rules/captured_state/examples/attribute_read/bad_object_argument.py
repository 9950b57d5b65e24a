"""The object is an argument: the same object means the same trace, whatever its attributes hold now."""

import tensorflow as tf


class Penalty:
    def __init__(self, weight):
        self.weight = weight


@tf.function
def loss(weights, penalty):
    return tf.reduce_sum(weights) + penalty.weight  # expect: tf-attribute-read


def run():
    penalty = Penalty(1.0)
    losses = []
    for _ in range(3):
        losses.append(loss(tf.constant([1.0, 2.0]), penalty).numpy())
        penalty.weight += 10.0
    return losses
