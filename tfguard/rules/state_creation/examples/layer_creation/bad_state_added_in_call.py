"""A sublayer is added in call: Keras 3 raises, eagerly too, because the layer is already built."""

import keras
import numpy as np


class Block(keras.layers.Layer):
    def call(self, inputs):
        self.dense = keras.layers.Dense(2)  # expect: tf-layer-creation
        return self.dense(inputs)


def run():
    model = keras.Sequential([keras.Input([3]), Block()])
    return model.predict(np.ones([2, 3], np.float32), verbose=0)
