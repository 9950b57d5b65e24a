"""A local name, or a parameter, that is bound to a new tensor; the variable keeps its attribute."""

import tensorflow as tf


class Scaler(tf.Module):
    def __init__(self):
        self.scale = tf.Variable(2.0)

    @tf.function
    def __call__(self, inputs):
        scale = self.scale
        scale = scale * 3.0
        inputs = inputs * scale
        return inputs


def run():
    scaler = Scaler()
    return [scaler(tf.constant(value)).numpy() for value in (1.0, 2.0)], scaler.scale.numpy()
