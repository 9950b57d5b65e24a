"""A tensor of one traced function, kept on self, is used in the trace of another."""

import tensorflow as tf


class Encoder(tf.Module):
    def __init__(self):
        self.context = tf.zeros([2])

    @tf.function
    def encode(self, inputs):
        self.context = inputs * 2.0  # expect: tf-attribute-mutation, tf-tensor-leak
        return tf.reduce_sum(inputs)

    @tf.function
    def decode(self, inputs):
        return inputs + self.context


def run():
    encoder = Encoder()
    encoder.encode(tf.constant([1.0, 2.0]))
    return encoder.decode(tf.constant([1.0, 1.0])).numpy()
