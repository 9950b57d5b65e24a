"""The guard is there, but the variable is never stored where the guard looks."""

import tensorflow as tf


class Scaler:
    def __init__(self):
        self.scale = None

    @tf.function
    def apply(self, inputs):
        scale = self.scale
        if scale is None:
            scale = tf.Variable(2.0)  # expect: tf-variable-creation
        return inputs * scale


def run():
    scaler = Scaler()
    return [scaler.apply(tf.constant(value)).numpy() for value in (1.0, 2.0)]
