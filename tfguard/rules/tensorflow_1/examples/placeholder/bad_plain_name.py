"""An input from a tutorial of TensorFlow 1, in front of a Keras model."""

import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])


def inputs():
    return tf.placeholder(tf.float32, [None, 2])  # expect: tf1-placeholder


def run():
    return [float(model(inputs())[0, 0]) for _ in range(3)]
