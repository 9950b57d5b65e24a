"""The cure: a variable is saved as state, and the restored object can be assigned to as well."""

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
    scaler.scale.assign(5.0)
    folder = tempfile.mkdtemp()
    tf.saved_model.save(scaler, folder)
    restored = tf.saved_model.load(folder)
    results = [restored.apply(tf.constant([1.0, 2.0])).numpy()]
    restored.scale.assign(10.0)
    results.append(restored.apply(tf.constant([1.0, 2.0])).numpy())
    return results
