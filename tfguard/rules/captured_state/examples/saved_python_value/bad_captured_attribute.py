"""The program changes an attribute after saving; the saved graph has the number of its trace."""

import tempfile

import tensorflow as tf


class Scaler(tf.Module):
    def __init__(self):
        self.scale = 2.0

    def scaled(self, values):
        return values * self.scale

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def apply(self, values):
        return self.scaled(values)


def run():
    scaler = Scaler()
    folder = tempfile.mkdtemp()
    tf.saved_model.save(scaler, folder)  # expect: tf-saved-python-value
    scaler.scale = 10.0
    values = tf.constant([1.0, 2.0])
    if tf.config.functions_run_eagerly():  # a restored function is a graph in every mode: use the Python code
        return scaler.scaled(values).numpy()
    restored = tf.saved_model.load(folder)
    return restored.apply(values).numpy()
