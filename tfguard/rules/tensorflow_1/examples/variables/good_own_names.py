"""A registry of the project that speaks of variables in the same words."""

import tensorflow as tf


class Registry(tf.Module):
    def __init__(self):
        super().__init__()
        self.table = {}

    def get_variable(self, name):
        if name not in self.table:
            self.table[name] = tf.Variable(1.0)
        return self.table[name]


registry = Registry()


@tf.function
def score(x):
    return x * registry.get_variable("weight")


def run():
    return [float(score(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
