"""The head of a model is swapped for another layer; the graph goes on with the first."""

import keras
import tensorflow as tf


class Model(tf.Module):
    def __init__(self, head):
        self.head = head

    @tf.function
    def __call__(self, inputs):
        return self.head(inputs)  # expect: tf-attribute-read


def make_head(value):
    head = keras.layers.Dense(1, kernel_initializer=keras.initializers.Constant(value))
    head.build((None, 2))
    return head


def run():
    model = Model(make_head(1.0))
    inputs = tf.constant([[1.0, 2.0]])
    before = model(inputs).numpy()
    model.head = make_head(10.0)
    after = model(inputs).numpy()
    return before, after
