"""The threshold is a global that the program sets again when it has loaded the model."""

import tempfile

import tensorflow as tf

threshold = 0.5


def above(scores):
    return tf.cast(scores > threshold, tf.int32)


class Detector(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def detect(self, scores):
        return above(scores)


def run():
    global threshold
    folder = tempfile.mkdtemp()
    tf.saved_model.save(Detector(), folder)  # expect: tf-saved-python-value
    restored = tf.saved_model.load(folder)
    threshold = 0.9
    scores = tf.constant([0.25, 0.75, 0.95])
    if tf.config.functions_run_eagerly():  # a restored function is a graph in every mode: use the Python code
        return above(scores).numpy()
    return restored.detect(scores).numpy()
