"""The constructor wraps a method, and the program exports the object before it has run once."""

import tempfile

import tensorflow as tf


class Classifier(tf.Module):
    def __init__(self, threshold):
        self.threshold = tf.Variable(threshold)
        self.classify = tf.function(self._classify)

    def _classify(self, scores):
        return scores > self.threshold


def export(model, folder):
    tf.saved_model.save(model, folder)  # expect: tf-saved-python-value


def run():
    model = Classifier(0.5)
    folder = tempfile.mkdtemp()
    export(model, folder)
    scores = tf.constant([0.25, 0.75])
    if tf.config.functions_run_eagerly():  # a restored function is a graph in every mode: use the Python code
        return model._classify(scores).numpy()
    restored = tf.saved_model.load(folder)
    return restored.classify(scores).numpy()
