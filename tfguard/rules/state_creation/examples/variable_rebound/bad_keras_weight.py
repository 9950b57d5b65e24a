"""A Keras 3 weight is no tf.Variable: `+=` raises nothing and puts a tensor in its place."""

import keras
import tensorflow as tf


class Counter(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.calls = self.add_weight(shape=(), initializer="zeros", trainable=False)

    def call(self, inputs):
        self.calls += 1.0  # expect: tf-variable-rebound
        return inputs * self.calls


counter = Counter()


@tf.function
def forward(inputs):
    return counter(inputs)


def run():
    return [forward(tf.ones([1])).numpy() for _ in range(3)]
