"""Conditions of Python: training, static shapes, settings, loops over layers."""

import keras
import tensorflow as tf


class Block(keras.layers.Layer):
    def __init__(self, depth, scale=None):
        super().__init__()
        self.inner = [keras.layers.ReLU() for _ in range(depth)]
        self.scale = scale

    def call(self, x, training=False):
        for layer in self.inner:
            x = layer(x)
        if training:
            x = x * 0.5
        if self.scale is not None and x.shape[-1] == 1:
            x = x * self.scale
        return x


block = Block(2, 3.0)


@tf.function
def step(x):
    return block(x, training=True)


def run():
    return [step(tf.constant([[value]])).numpy().tolist() for value in (-0.5, 1.0, 2.0)]
