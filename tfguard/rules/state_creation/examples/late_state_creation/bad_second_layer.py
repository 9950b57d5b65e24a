"""A layer without weights yet that only the second kind of call uses."""

import keras
import tensorflow as tf


class Network:
    def __init__(self):
        self.encoder = keras.layers.Dense(2, kernel_initializer="ones")
        self.decoder = keras.layers.Dense(3, kernel_initializer="ones")

    @tf.function
    def __call__(self, inputs, decode=False):
        code = self.encoder(inputs)
        if decode:
            return self.decoder(code)  # expect: tf-late-state-creation
        return code


def run():
    network = Network()
    return [network(tf.ones([1, 2]), decode=decode).numpy() for decode in (False, True)]
