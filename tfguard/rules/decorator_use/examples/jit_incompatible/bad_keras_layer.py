"""A layer, itself a tf.function, in a model that Keras compiles with XLA when it is trained."""

import keras
import numpy as np
import tensorflow as tf


class Watched(keras.layers.Layer):
    @tf.function
    def call(self, x):
        tf.print("largest", tf.reduce_max(x), output_stream="file:///dev/null")  # expect: tf-jit-incompatible
        return tf.nn.relu(x)


def model_of(width):
    inputs = keras.Input([2])
    hidden = Watched()(keras.layers.Dense(width)(inputs))
    model = keras.Model(inputs, keras.layers.Dense(1)(hidden))
    model.compile(optimizer="sgd", loss="mse", jit_compile=True)
    return model


def run():
    keras.utils.set_random_seed(1)
    model = model_of(3)
    x, y = np.ones([4, 2], "float32"), np.ones([4, 1], "float32")
    return [round(float(model.train_on_batch(x, y)), 4) for _ in range(3)]
