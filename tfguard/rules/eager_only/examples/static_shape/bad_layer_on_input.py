"""A layer that walks over its batch: a model on keras.Input is built without a batch size."""

import keras
import tensorflow as tf


class ReverseEach(keras.layers.Layer):
    def call(self, inputs):
        rows = [self.turned(inputs[row]) for row in range(inputs.shape[0])]  # expect: tf-static-shape
        return tf.stack(rows)

    def turned(self, row):
        return row[::-1]


def model():
    return keras.Sequential([keras.Input((3,)), ReverseEach()])


def run():
    rows = tf.constant([[1.0, 2.0, 3.0]])
    turned = ReverseEach()(rows) if tf.config.functions_run_eagerly() else model()(rows)
    return float(tf.reduce_sum(turned))
