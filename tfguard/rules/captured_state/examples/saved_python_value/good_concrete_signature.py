"""get_concrete_function makes the trace that is given to save as a signature."""

import tempfile

import tensorflow as tf


class Adder(tf.Module):
    def __init__(self):
        self.bias = tf.Variable(3.0)

    @tf.function
    def add(self, values):
        return values + self.bias


def run():
    adder = Adder()
    signature = adder.add.get_concrete_function(tf.TensorSpec([2], tf.float32))
    folder = tempfile.mkdtemp()
    tf.saved_model.save(adder, folder, signatures={"serving_default": signature})
    restored = tf.saved_model.load(folder)
    return restored.add(tf.constant([1.0, 2.0])).numpy()
