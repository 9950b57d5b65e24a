"""A variable that is replaced before anything is traced, or in the constructor of a subclass."""

import tensorflow as tf


class Scaler(tf.Module):
    def __init__(self):
        self.scale = tf.Variable(1.0)

    @tf.function
    def __call__(self, inputs):
        return inputs * self.scale


class Doubler(Scaler):
    def __init__(self):
        super().__init__()
        self.scale = tf.Variable(2.0)


def run():
    doubler = Doubler()
    return [doubler(tf.constant(value)).numpy() for value in (1.0, 2.0)]
