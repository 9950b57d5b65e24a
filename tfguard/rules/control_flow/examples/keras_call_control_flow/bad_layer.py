"""A layer that a traced function calls; its condition stands in a helper."""

import keras
import tensorflow as tf


def limited(x):
    if tf.reduce_max(x) > 1.0:  # expect: tf-keras-call-control-flow
        return x / tf.reduce_max(x)
    return x


class Limit(keras.layers.Layer):
    def call(self, x):
        return limited(x)


limit = Limit()


@tf.function
def step(x):
    return limit(x)


def run():
    return [step(tf.constant([[value]])).numpy().tolist() for value in (0.5, 1.0, 2.0)]
