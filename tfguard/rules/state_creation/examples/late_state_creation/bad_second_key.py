"""A memo of variables: the second key comes with a later call."""

import tensorflow as tf


class Statistics:
    def __init__(self):
        self.totals = {}

    def total(self, name):
        if name not in self.totals:
            self.totals[name] = tf.Variable(0.0)  # expect: tf-late-state-creation
        return self.totals[name]

    @tf.function
    def add(self, name, value):
        return self.total(name).assign_add(value)


def run():
    statistics = Statistics()
    names = ("loss", "loss", "accuracy")
    return [statistics.add(name, tf.constant(1.0)).numpy() for name in names]
