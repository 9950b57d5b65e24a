"""tf.cond, tf.where and keras.ops.cond need no conversion."""

import keras
import tensorflow as tf


class Limit(keras.layers.Layer):
    def call(self, x):
        largest = tf.reduce_max(x)
        x = tf.cond(largest > 1.0, lambda: x / largest, lambda: x)
        x = keras.ops.cond(tf.reduce_sum(x) > 5.0, lambda: x * 0.5, lambda: x)
        return tf.where(x > 0.0, x, tf.zeros_like(x))


limit = Limit()


@tf.function
def step(x):
    return limit(x)


def run():
    return [step(tf.constant([[value]])).numpy().tolist() for value in (-0.5, 1.0, 2.0)]
