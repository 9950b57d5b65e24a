"""A layer keeps its attention weights for whoever wants to plot them: after predict they belong to a graph."""

import keras
import tensorflow as tf


class Attention(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.weights_seen = None

    def call(self, inputs):
        weights = tf.nn.softmax(inputs, axis=-1)
        self.weights_seen = weights  # expect: tf-tensor-leak, tf-attribute-mutation
        return tf.reduce_sum(weights * inputs, axis=-1, keepdims=True)


def run():
    attention = Attention()
    model = keras.Sequential([keras.Input((3,)), attention])
    for _ in range(3):
        model.predict(tf.ones((2, 3)), verbose=0)
    return float(tf.reduce_sum(attention.weights_seen))
