"""A traced constructor stores what it computes: a tensor of its graph."""

import tensorflow as tf


class Normalizer:
    @tf.function
    def __init__(self, data):  # expect: tf-init-decorated
        self.mean = tf.reduce_mean(data)  # expect: tf-tensor-leak, tf-attribute-mutation

    def __call__(self, x):
        return x - self.mean


def run():
    normalizer = Normalizer(tf.constant([1.0, 2.0, 3.0]))
    return [(normalizer(tf.constant(value)) + 0.0).numpy() for value in (1.0, 2.0, 3.0)]
