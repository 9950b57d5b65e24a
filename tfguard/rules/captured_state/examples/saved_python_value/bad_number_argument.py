"""A number that was a Python argument: the SavedModel knows the exponent 2 and no other."""

import tempfile

import tensorflow as tf


class Powers(tf.Module):
    def powered(self, values, exponent):
        return values**exponent

    @tf.function
    def power(self, values, exponent=2.0):
        return self.powered(values, exponent)


def run():
    powers = Powers()
    values = tf.constant([1.0, 2.0])
    squares = powers.power(values)
    folder = tempfile.mkdtemp()
    tf.saved_model.save(powers, folder)  # expect: tf-saved-python-value
    if tf.config.functions_run_eagerly():  # a restored function is a graph in every mode: use the Python code
        return squares.numpy(), powers.powered(values, 3.0).numpy()
    restored = tf.saved_model.load(folder)
    return squares.numpy(), restored.power(values, 3.0).numpy()
