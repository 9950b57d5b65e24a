"""A flag passed as an argument has a trace for each of its two values."""

import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        self.training = True

    @tf.function
    def forward(self, inputs, training):
        if training:
            inputs = inputs * 2.0
        return inputs + 1.0


def run():
    model = Model()
    results = [model.forward(tf.constant([1.0]), training=model.training).numpy()]
    model.training = False
    results.append(model.forward(tf.constant([1.0]), training=model.training).numpy())
    return results
