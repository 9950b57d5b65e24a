"""pdb.set_trace in a helper."""

import pdb

import tensorflow as tf


def check(values):
    pdb.set_trace()  # expect: tf-debugger
    return tf.reduce_max(values)


class Model:
    def __init__(self):
        self.predict = tf.function(self._predict)

    def _predict(self, inputs):
        return inputs / check(inputs)


def run():
    stops = []
    pdb.set_trace = lambda: stops.append(None)
    model = Model()
    for scale in (1.0, 2.0, 3.0):
        model.predict(tf.constant([1.0, 2.0]) * scale)
    return len(stops)
