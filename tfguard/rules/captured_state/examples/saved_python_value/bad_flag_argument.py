"""Traced with training=True only; whoever loads the model cannot ask for the other value."""

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
    model(inputs, training=True)
    folder = tempfile.mkdtemp()
    tf.saved_model.save(model, folder)  # expect: tf-saved-python-value
    if tf.config.functions_run_eagerly():  # a restored function is a graph in every mode: use the Python code
        return forward(inputs, training=False).numpy()
    restored = tf.saved_model.load(folder)
    return restored(inputs, training=False).numpy()
