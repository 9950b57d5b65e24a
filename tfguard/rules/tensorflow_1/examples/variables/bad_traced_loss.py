"""An old optimizer and a loss that a traced function has computed: a tensor has no graph to look into."""

import tensorflow as tf


class Fit:
    def __init__(self):
        self.w = tf.Variable(1.0)
        self.optimizer = tf.compat.v1.train.GradientDescentOptimizer(0.1)

    def step(self, x):
        error = squared(x, self.w)
        self.optimizer.minimize(error, var_list=[self.w])  # expect: tf1-variables
        return float(error)


@tf.function
def squared(x, w):
    return tf.square(x - w)


def run():
    fit = Fit()
    return [fit.step(tf.constant(value)) for value in (2.0, 3.0, 4.0)]
