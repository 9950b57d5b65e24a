"""The cure where call must stay decorated: return the loss, and add it outside."""

import keras
import tensorflow as tf


class Penalized(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.scale = self.add_weight(shape=(), initializer="ones")

    @tf.function
    def call(self, inputs):
        return inputs * self.scale, tf.reduce_sum(tf.abs(inputs))


def run():
    layer = Penalized()
    results = []
    for value in (1.0, 2.0):
        output, penalty = layer(tf.constant([[value, -2.0]]))
        results.append((output.numpy(), float(penalty)))
    return results
