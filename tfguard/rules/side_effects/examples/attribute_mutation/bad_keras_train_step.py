"""A counter in a Keras train_step, which fit traces."""

import keras
import numpy as np


class Counted(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)
        self.batches_seen = 0

    def call(self, inputs):
        return self.dense(inputs)

    def train_step(self, data):
        self.batches_seen += 1  # expect: tf-attribute-mutation
        return super().train_step(data)


def run():
    model = Counted()
    model.compile("sgd", "mse")
    model.fit(np.ones([24, 3], np.float32), np.ones([24, 1], np.float32), batch_size=2, verbose=0)
    return model.batches_seen >= 12
