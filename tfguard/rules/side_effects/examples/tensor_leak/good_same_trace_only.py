"""An attribute that is set at the start of each trace and read only later in the same trace."""

import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        self.kernel = tf.Variable([[2.0], [1.0]])
        self._features = None

    def _score(self):
        return self._features @ self.kernel

    @tf.function
    def __call__(self, features):
        self._features = features
        return self._score()


def run():
    model = Model()
    scores = [model(tf.ones([1, 2]) * scale).numpy() for scale in (1.0, 2.0)]
    scores.append(model(tf.ones([3, 2])).numpy())
    return scores
