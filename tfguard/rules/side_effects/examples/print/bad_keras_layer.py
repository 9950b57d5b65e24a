"""Keras traces the call of a layer when predict runs it: the text appears a few times, not for each batch."""

import contextlib
import io

import keras
import tensorflow as tf


class Clip(keras.layers.Layer):
    def call(self, inputs):
        print("largest", tf.reduce_max(inputs))  # expect: tf-print
        return tf.minimum(inputs, 1.0)


def run():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        model = keras.Sequential([keras.Input((2,)), Clip()])
        for _ in range(6):
            model.predict(tf.ones((4, 2)), verbose=0)
    return {"printed at each call": output.getvalue().count("largest") >= 6}
