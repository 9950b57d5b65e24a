"""One method is called and saved; the other is only defined, and cannot be called after loading."""

import tempfile

import tensorflow as tf


def encoded(values, key):
    return values + key


def decoded(values, key):
    return values - key


class Cipher(tf.Module):
    def __init__(self):
        self.key = tf.Variable(7)

    @tf.function
    def encode(self, values):
        return encoded(values, self.key)

    @tf.function
    def decode(self, values):
        return decoded(values, self.key)


def run():
    cipher = Cipher()
    values = cipher.encode(tf.constant([1, 2, 3]))
    folder = tempfile.mkdtemp()
    tf.saved_model.save(cipher, folder)  # expect: tf-saved-python-value
    if tf.config.functions_run_eagerly():  # a restored function is a graph in every mode: use the Python code
        return decoded(values, cipher.key).numpy()
    restored = tf.saved_model.load(folder)
    return restored.decode(values).numpy()
