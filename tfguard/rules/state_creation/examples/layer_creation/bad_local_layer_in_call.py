"""A layer made in the call of a model, which fit traces."""

import keras
import numpy as np
from keras import layers


class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = layers.Flatten()

    def call(self, inputs):
        return layers.Dense(1)(self.flatten(inputs))  # expect: tf-layer-creation


def run():
    model = Classifier()
    eager = model(np.ones([4, 3], np.float32)).shape
    model.compile("sgd", "mse", run_eagerly=False)
    model.fit(np.ones([4, 3], np.float32), np.ones([4, 1], np.float32), verbose=0)
    return list(eager)
