"""A traced method without a signature is saved before any call: the SavedModel holds no graph of it."""

import tempfile

import tensorflow as tf


class Scaler(tf.Module):
    def __init__(self):
        self.scale = tf.Variable(2.0)

    def scaled(self, values):
        return values * self.scale

    @tf.function
    def apply(self, values):
        return self.scaled(values)


def run():
    scaler = Scaler()
    folder = tempfile.mkdtemp()
    tf.saved_model.save(scaler, folder)  # expect: tf-saved-python-value
    values = tf.constant([1.0, 2.0])
    if tf.config.functions_run_eagerly():  # a restored function is a graph in every mode: use the Python code
        return scaler.scaled(values).numpy()
    restored = tf.saved_model.load(folder)
    return restored.apply(values).numpy()
