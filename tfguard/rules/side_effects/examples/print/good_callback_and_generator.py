"""Keras callbacks and the generators of from_generator are called from Python, never traced."""

import contextlib
import io

import keras
import numpy as np
import tensorflow as tf


class Progress(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print("epoch", epoch, "done")


def batches():
    for number in range(2):
        print("batch", number)
        yield np.full([4, 3], number, np.float32), np.zeros([4, 1], np.float32)


def run():
    signature = (tf.TensorSpec([4, 3], tf.float32), tf.TensorSpec([4, 1], tf.float32))
    dataset = tf.data.Dataset.from_generator(batches, output_signature=signature)
    model = keras.Sequential([keras.Input([3]), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        model.fit(dataset, epochs=2, verbose=0, callbacks=[Progress()])
    lines = output.getvalue().splitlines()
    return sorted(line for line in lines if line.startswith(("epoch", "batch")))
