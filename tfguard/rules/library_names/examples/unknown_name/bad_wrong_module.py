"""Names that exist, but in other modules."""

import tensorflow as tf
from tensorflow import keras


class Gate(tf.Module):
    def __init__(self):
        self.weight = tf.Variable(1.0)
        self.optimizer = None

    @tf.function
    def __call__(self, x):
        return tf.relu(x * self.weight)  # expect: tf-unknown-name

    def train(self):
        self.optimizer = keras.layers.Adam(0.1)  # expect: tf-unknown-name


def run():
    gate = Gate()
    results = [float(gate(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
    gate.train()
    return results
