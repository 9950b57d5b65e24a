"""A model that is told to run eagerly prints at each step: it is not traced."""

import contextlib
import io

import keras
import tensorflow as tf


class Noisy(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1, kernel_initializer="ones")

    def call(self, inputs):
        return self.dense(inputs)

    def train_step(self, data):
        print("step")
        return super().train_step(data)


def run():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        model = Noisy()
        model.compile("sgd", "mse", run_eagerly=True)  # allow: tf-run-eagerly-left
        model.fit(tf.ones((12, 2)), tf.ones((12, 1)), batch_size=4, verbose=0)
    return output.getvalue().count("step\n")
