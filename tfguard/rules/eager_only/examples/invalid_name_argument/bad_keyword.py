"""A number as a name, to tell the layers apart."""

import tensorflow as tf


class Tower(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = [tf.Variable(1.0), tf.Variable(2.0)]

    def level(self, x):
        return tf.multiply(x, self.weights[1], name=1)  # expect: tf-invalid-name-argument

    @tf.function
    def __call__(self, x):
        return self.level(x)


def run():
    tower = Tower()
    return [float(tower(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
