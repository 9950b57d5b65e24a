"""The flag has two values, and the program has traced both before it saves."""

import tempfile

import tensorflow as tf


def forward(inputs, training):
    return inputs * 2.0 if training else inputs


class Model(tf.Module):
    @tf.function
    def __call__(self, inputs, training):
        return forward(inputs, training)


def run():
    model = Model()
    inputs = tf.constant([1.0, 3.0])
    for training in (True, False):
        model(inputs, training=training)
    folder = tempfile.mkdtemp()
    tf.saved_model.save(model, folder)
    if tf.config.functions_run_eagerly():  # nothing was traced: use the Python code
        return [forward(inputs, training).numpy() for training in (True, False)]
    restored = tf.saved_model.load(folder)
    return [restored(inputs, training=training).numpy() for training in (True, False)]
