"""A layer that is only called eagerly keeps a tensor with a value."""

import keras
import numpy as np


class Scores(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.last = None

    def call(self, inputs):
        return keras.ops.softmax(inputs)

    def remember(self, inputs):
        self.last = self(inputs)


def run():
    scores = Scores()
    scores.remember(np.ones([2, 4], np.float32))
    return keras.ops.convert_to_numpy(scores.last)
