"""An object without traced methods is saved for its variables."""

import tempfile

import tensorflow as tf


class Weights(tf.Module):
    def __init__(self):
        self.kernel = tf.Variable([1.0, 2.0])

    def apply(self, values):
        return values * self.kernel


def run():
    weights = Weights()
    weights.kernel.assign([3.0, 4.0])
    folder = tempfile.mkdtemp()
    tf.saved_model.save(weights, folder)
    restored = tf.saved_model.load(folder)
    return restored.kernel.numpy(), weights.apply(tf.constant([1.0, 1.0])).numpy()
