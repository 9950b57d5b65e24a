"""A recurrent layer around a cell that is made with it, and one around a cell of the program's own."""

import tensorflow as tf
from tensorflow import keras


class Decay(keras.layers.Layer):
    state_size = 2
    output_size = 2

    def build(self, _):
        self.rate = self.add_weight(shape=(), initializer="ones")

    def call(self, inputs, states):
        kept = states[0] * self.rate + inputs
        return kept, [kept]


@tf.function
def encoded(x):
    return keras.layers.RNN(keras.layers.SimpleRNNCell(2, kernel_initializer="ones"))(x)  # expect: tf-layer-creation


@tf.function
def decayed(x):
    cell = Decay()  # expect: tf-layer-creation
    return keras.layers.RNN(cell)(x)


def run():
    x = [tf.fill([1, 3, 2], value) for value in (1.0, 2.0, 3.0)]
    return [(encoded(each).numpy().tolist(), decayed(each).numpy().tolist()) for each in x]
