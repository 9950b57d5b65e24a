"""A tf.function of its own is converted: `call` itself, or the helper."""

import keras
import tensorflow as tf


@tf.function
def limited(x):
    if tf.reduce_max(x) > 1.0:
        return x / tf.reduce_max(x)
    return x


class Limit(keras.layers.Layer):
    def call(self, x):
        return limited(x)


class Signed(keras.layers.Layer):
    @tf.function
    def call(self, x):
        return x if tf.reduce_sum(x) > 0.0 else -x


limit, signed = Limit(), Signed()


@tf.function
def step(x):
    return signed(limit(x))


def run():
    return [step(tf.constant([[value]])).numpy().tolist() for value in (-0.5, 1.0, 2.0)]
