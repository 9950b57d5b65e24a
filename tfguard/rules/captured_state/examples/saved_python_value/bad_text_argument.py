"""A text chooses the pooling; after loading only the text of the trace is accepted."""

import tempfile

import tensorflow as tf


def pooled(values, how):
    if how == "max":
        return tf.reduce_max(values)
    return tf.reduce_mean(values)


class Pooling(tf.Module):
    def __init__(self):
        self.pool = tf.function(pooled)


def run():
    pooling = Pooling()
    values = tf.constant([1.0, 3.0])
    pooling.pool(values, how="max")
    folder = tempfile.mkdtemp()
    tf.saved_model.save(pooling, folder)  # expect: tf-saved-python-value
    if tf.config.functions_run_eagerly():  # a restored function is a graph in every mode: use the Python code
        return pooled(values, how="mean").numpy()
    restored = tf.saved_model.load(folder)
    return restored.pool(values, how="mean").numpy()
