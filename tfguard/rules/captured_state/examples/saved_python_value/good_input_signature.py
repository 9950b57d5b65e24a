"""The cure: with an input_signature saving makes the trace, and every tensor that fits it is accepted."""

import tempfile

import tensorflow as tf


class Scaler(tf.Module):
    def __init__(self):
        self.scale = tf.Variable(2.0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def apply(self, values):
        return values * self.scale


def run():
    scaler = Scaler()
    folder = tempfile.mkdtemp()
    tf.saved_model.save(scaler, folder)
    restored = tf.saved_model.load(folder)
    return [restored.apply(tf.constant([1.0] * length)).numpy() for length in (1, 2)]
