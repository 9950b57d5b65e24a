"""compile makes an optimizer, and with it variables."""

import keras
import tensorflow as tf

model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1, kernel_initializer="ones")])


@tf.function
def predict(inputs):
    model.compile("adam", "mse")  # expect: tf-layer-creation
    return model(inputs)


def run():
    return [predict(tf.ones([1, 2])).numpy() for _ in range(2)]
