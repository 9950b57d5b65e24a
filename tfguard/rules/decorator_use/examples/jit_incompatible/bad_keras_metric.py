"""A metric of a model that Keras compiles with XLA counts by a helper."""

import keras
import numpy as np
import tensorflow as tf


def distinct(labels):
    _, _, counts = tf.unique_with_counts(tf.reshape(labels, [-1]))  # expect: tf-jit-incompatible
    return tf.cast(tf.size(counts), tf.float32)


class Variety(keras.metrics.Metric):
    def __init__(self):
        super().__init__(name="variety")
        self.total = self.add_weight(name="total", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.total.assign_add(distinct(y_true))

    def result(self):
        return self.total


def run():
    keras.utils.set_random_seed(1)
    settings = {"loss": "mse", "metrics": [Variety()], "jit_compile": True}
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
    model.compile("sgd", **settings)
    x, y = np.ones([4, 2], "float32"), np.float32([[0], [1], [1], [0]])
    return [float(model.evaluate(x, y, verbose=0)[1]) for _ in range(3)]
