"""A layer gets another activation; Keras has called the old one while tracing."""

import keras
import tensorflow as tf

layer = keras.layers.Dense(1, activation="relu", kernel_initializer="ones")


@tf.function
def forward(inputs):
    return layer(inputs)  # expect: tf-attribute-read


def run():
    inputs = tf.constant([[-2.0], [1.0]])
    results = [forward(inputs).numpy()]
    layer.activation = tf.nn.tanh
    results.append(forward(inputs).numpy())
    return results
