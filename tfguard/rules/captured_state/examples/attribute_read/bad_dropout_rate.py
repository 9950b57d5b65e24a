"""Dropout is switched off by its rate; Keras has read the rate while tracing."""

import keras
import tensorflow as tf

dropout = keras.layers.Dropout(0.5)


@tf.function
def noisy(inputs):
    return dropout(inputs, training=True)  # expect: tf-attribute-read


def run():
    inputs = tf.ones([1000])
    noisy(inputs)
    dropout.rate = 0.0
    kept = noisy(inputs)
    return bool(tf.reduce_all(kept == inputs))
