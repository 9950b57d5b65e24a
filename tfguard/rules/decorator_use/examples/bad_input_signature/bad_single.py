"""The spec stands alone, outside of a list."""

import tensorflow as tf


class Exporter:
    def __init__(self):
        spec = tf.TensorSpec([None, 2], tf.float32)
        self.serve = tf.function(self._serve, input_signature=spec)  # expect: tf-bad-input-signature

    def _serve(self, x):
        return tf.reduce_sum(x, axis=1)


def run():
    exporter = Exporter()
    return [exporter.serve(tf.constant([[value, 1.0]])).numpy().tolist() for value in (1.0, 2.0, 3.0)]
