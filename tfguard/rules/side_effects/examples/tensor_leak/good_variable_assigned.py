"""The cure for state: assign the tensor to a variable."""

import tensorflow as tf


class Encoder(tf.Module):
    def __init__(self):
        self.context = tf.Variable(tf.zeros([2]))

    @tf.function
    def encode(self, inputs):
        self.context.assign(inputs * 2.0)
        return tf.reduce_sum(inputs)

    @tf.function
    def decode(self, inputs):
        return inputs + self.context


def run():
    encoder = Encoder()
    sums = []
    for scale in (1.0, 2.0):
        encoder.encode(tf.constant([1.0, 2.0]) * scale)
        sums.append(encoder.decode(tf.constant([1.0, 1.0])).numpy())
    return sums
