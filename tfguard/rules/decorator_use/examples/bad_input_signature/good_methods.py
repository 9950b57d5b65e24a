"""No spec for self, bound or not; a static method below its decorator."""

import tensorflow as tf

SPEC = tf.TensorSpec([None], tf.float32)


class Model:
    def __init__(self):
        self.scale = tf.Variable(2.0)
        self.serve = tf.function(self._serve, input_signature=[SPEC])

    @tf.function(input_signature=[SPEC])
    def step(self, x):
        return x * self.scale

    def _serve(self, x):
        return self.step(x) + 1.0

    @staticmethod
    @tf.function(input_signature=[SPEC, SPEC])
    def add(one, other):
        return one + other


def run():
    model = Model()
    found = []
    for value in (1.0, 2.0, 3.0):
        x = tf.constant([value])
        found.append([model.step(x).numpy()[0], model.serve(x).numpy()[0], model.add(x, x).numpy()[0]])
    return found
