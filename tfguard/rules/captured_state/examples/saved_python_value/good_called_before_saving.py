"""A method that has been called has a trace, which is saved."""

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
    values = tf.constant([1.0, 2.0])
    before = scaler.apply(values).numpy()
    folder = tempfile.mkdtemp()
    tf.saved_model.save(scaler, folder)
    if tf.config.functions_run_eagerly():  # nothing was traced: use the Python code
        return before, scaler.scaled(values).numpy()
    restored = tf.saved_model.load(folder)
    return before, restored.apply(values).numpy()
