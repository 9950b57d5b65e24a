"""A method of the same object anneals the attribute; a helper that the trace enters reads it."""

import tensorflow as tf


class Explorer:
    def __init__(self, epsilon):
        self.epsilon = epsilon
        self.act = tf.function(self._act)

    def _mixed(self, values):
        uniform = tf.ones_like(values) / 2.0
        return (1.0 - self.epsilon) * values + self.epsilon * uniform  # expect: tf-attribute-read

    def _act(self, values):
        return self._mixed(values)

    def anneal(self):
        self.epsilon = max(0.0, self.epsilon - 0.5)


def run():
    explorer = Explorer(1.0)
    values = tf.constant([0.0, 1.0])
    mixed = []
    for _ in range(3):
        mixed.append(explorer.act(values).numpy())
        explorer.anneal()
    return mixed
