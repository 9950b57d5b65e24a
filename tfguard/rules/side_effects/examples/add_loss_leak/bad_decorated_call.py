"""A layer whose call is a tf.function adds a loss that belongs to the graph of that call."""

import keras
import tensorflow as tf


class Penalized(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.scale = self.add_weight(shape=(), initializer="ones")

    @tf.function
    def call(self, inputs):
        self.add_loss(tf.reduce_sum(tf.abs(inputs)))  # expect: tf-add-loss-leak
        return inputs * self.scale


def run():
    layer = Penalized()
    output = layer(tf.constant([[1.0, -2.0]]))
    return output.numpy(), float(tf.add_n(layer.losses))
