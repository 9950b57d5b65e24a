"""A model that was compiled to be debugged: Python runs the training step for each batch."""

import numpy as np
import tensorflow as tf

modes = []


class Scorer(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(1, kernel_initializer="ones")

    def train_step(self, data):
        modes.append(tf.executing_eagerly())
        x, y = data
        return {"loss": tf.reduce_mean(tf.square(self.dense(x) - y))}


def build():
    model = Scorer()
    model.compile(optimizer="sgd", run_eagerly=True)  # expect: tf-run-eagerly-left
    return model


def run():
    model = build()
    model.fit(np.ones([4, 2], "float32"), np.ones([4, 1], "float32"), batch_size=2, verbose=0)
    return {"results": any(modes), "wanted": False}
