"""All state appears in the first trace; a later trace, for another shape, finds it there."""

import keras
import tensorflow as tf


class Network:
    def __init__(self):
        self.encoder = keras.layers.Dense(2, kernel_initializer="ones")
        self.decoder = keras.layers.Dense(2, kernel_initializer="ones")
        self.calls = None

    @tf.function
    def __call__(self, inputs):
        if self.calls is None:
            self.calls = tf.Variable(0)
        self.calls.assign_add(1)
        return self.decoder(self.encoder(inputs))


def run():
    network = Network()
    results = [network(tf.ones([size, 2])).numpy() for size in (1, 2, 3)]  # allow: tf-shape-retrace
    return results, network.calls.numpy()
