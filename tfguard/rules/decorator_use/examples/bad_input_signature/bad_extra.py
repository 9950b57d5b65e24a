"""A spec for self: TensorFlow counts one too many."""

import tensorflow as tf


class Model:
    def __init__(self):
        self.scale = tf.Variable(2.0)

    @tf.function(input_signature=[None, tf.TensorSpec([], tf.float32)])  # expect: tf-bad-input-signature
    def step(self, x):
        return x * self.scale


def run():
    model = Model()
    return [model.step(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
