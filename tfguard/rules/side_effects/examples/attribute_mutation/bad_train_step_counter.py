"""A step counter in train_step counts traces: fit builds a graph of the step and runs that."""

import keras
import tensorflow as tf


class Counting(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)
        self.steps_seen = 0

    def call(self, inputs):
        return self.dense(inputs)

    def train_step(self, data):
        self.steps_seen += 1  # expect: tf-attribute-mutation
        return super().train_step(data)


def run():
    model = Counting()
    model.compile("sgd", "mse")
    model.fit(tf.ones((32, 2)), tf.ones((32, 1)), batch_size=4, verbose=0)
    return model.steps_seen
