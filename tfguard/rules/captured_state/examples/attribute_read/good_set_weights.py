"""set_weights assigns to the layer's variables, which the graph reads at each call."""

import keras
import numpy as np
import tensorflow as tf

layer = keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")
layer.build((None, 2))


@tf.function
def predicted(inputs):
    return layer(inputs)


def run():
    results = []
    for step in range(3):
        results.append(predicted(tf.constant([[1.0, 2.0]])).numpy())
        layer.set_weights([np.full([2, 1], 10.0 * step, np.float32)])
    return results
