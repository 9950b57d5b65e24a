"""Known limit: a Dropout whose rate is 0 has no state and may be made while tracing; it is reported."""

import keras
import tensorflow as tf


@tf.function
def untouched(x):
    return keras.layers.Dropout(0.0)(x)  # allow: tf-layer-creation


def run():
    return {"b1": [untouched(tf.ones([1, 3])) for _ in range(4)]}
