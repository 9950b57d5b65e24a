"""A layer class of the project, whose build adds weights, is instantiated in traced code."""

import keras
import tensorflow as tf


class Scale(keras.layers.Layer):
    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer="ones")

    def call(self, inputs):
        return inputs * self.scale


@tf.function
def forward(inputs):
    scale = Scale()  # expect: tf-layer-creation
    return scale(inputs)


def run():
    return [forward(tf.ones([2, 3])).numpy() for _ in range(2)]
