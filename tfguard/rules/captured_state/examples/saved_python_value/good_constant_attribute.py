"""Python state that is set before the trace and never again belongs in the graph."""

import tempfile

import tensorflow as tf

OFFSET = 1.0


class Scaler(tf.Module):
    def __init__(self, scale):
        self.scale = scale

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def apply(self, values):
        return values * self.scale + OFFSET


def run():
    results = []
    scaler = Scaler(1.0)
    scaler.scale = 4.0
    folder = tempfile.mkdtemp()
    tf.saved_model.save(scaler, folder)
    restored = tf.saved_model.load(folder)
    for factor in (1.0, 2.0, 3.0):
        results.append(restored.apply(tf.constant([1.0, 2.0]) * factor).numpy())
    return results
