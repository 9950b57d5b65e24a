"""The cure: the constructor makes the variable, and runs outside the traced code."""

import tensorflow as tf


class Linear(tf.Module):
    def __init__(self, width):
        self.kernel = tf.Variable(tf.ones([2, width]))

    def __call__(self, inputs):
        return inputs @ self.kernel


layer = Linear(3)


@tf.function
def project(inputs):
    return layer(inputs) * 2.0


def run():
    return [project(tf.ones([1, 2]) * scale).numpy() for scale in (1.0, 2.0)]
