"""The guard does not help where a weight is added in call: build is the place."""

import keras
import tensorflow as tf


class Scale(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.scale = None

    def call(self, inputs):
        if self.scale is None:
            self.scale = self.add_weight(shape=(), initializer="ones")  # expect: tf-layer-creation
        return inputs * self.scale


layer = Scale()


@tf.function
def forward(inputs):
    return layer(inputs)


def run():
    return forward(tf.ones([2])).numpy()
