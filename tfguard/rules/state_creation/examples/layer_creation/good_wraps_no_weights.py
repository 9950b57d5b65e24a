"""Layers around others have the weights of those: of a cell without any, of a layer that was made outside."""

import tensorflow as tf
from tensorflow import keras

dense = keras.layers.Dense(2, kernel_initializer="ones")
dense.build([None, 2])


class RunningTotal(keras.layers.Layer):
    state_size = 2
    output_size = 2

    def call(self, inputs, states):
        total = states[0] + inputs
        return total, [total]


@tf.function
def totals(x):
    cell = RunningTotal()
    return keras.layers.RNN(cell, return_sequences=True)(x)


@tf.function
def projected(x):
    return keras.layers.TimeDistributed(dense)(x)


def run():
    x = [tf.fill([1, 3, 2], value) for value in (1.0, 2.0, 3.0)]
    return [(totals(each).numpy().tolist(), projected(each).numpy().tolist()) for each in x]
