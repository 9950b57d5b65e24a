"""The cure: leave call undecorated; Keras traces it where that helps, and the loss belongs to that trace."""

import keras
import numpy as np
import tensorflow as tf


class Penalized(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.scale = self.add_weight(shape=(), initializer="ones")

    def call(self, inputs):
        self.add_loss(tf.reduce_sum(tf.abs(inputs)))
        return inputs * self.scale


def run():
    layer = Penalized()
    layer(tf.constant([[1.0, -2.0]]))
    eager_loss = float(tf.add_n(layer.losses))
    model = keras.Sequential([keras.Input([2]), Penalized()])
    model.compile("sgd", "mse")
    data = np.array([[1.0, -2.0]], np.float32)
    return eager_loss, model.evaluate(data, data, verbose=0)
