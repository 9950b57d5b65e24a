"""The cure: what changes is a tensor of the signature, and a tensor condition chooses."""

import tempfile

import tensorflow as tf

SIGNATURE = [tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.bool)]


class Model(tf.Module):
    @tf.function(input_signature=SIGNATURE)
    def forward(self, inputs, exponent, training):
        if training:
            inputs = inputs * 2.0
        return inputs**exponent


def run():
    folder = tempfile.mkdtemp()
    tf.saved_model.save(Model(), folder)
    restored = tf.saved_model.load(folder)
    inputs = tf.constant([1.0, 2.0])
    results = [restored.forward(inputs, tf.constant(2.0), tf.constant(True)).numpy()]
    results.append(restored.forward(inputs, tf.constant(3.0), tf.constant(False)).numpy())
    return results
