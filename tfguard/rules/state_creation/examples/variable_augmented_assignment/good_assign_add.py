"""The cure: assign_add, assign_sub and assign change the variable itself."""

import tensorflow as tf


class Optimizer(tf.Module):
    def __init__(self):
        self.weights = tf.Variable([1.0, 2.0])
        self.momentum = tf.Variable([0.0, 0.0])
        self.steps = tf.Variable(0)

    @tf.function
    def update(self, gradient):
        self.momentum.assign(0.9 * self.momentum + gradient)
        self.weights.assign_sub(0.1 * self.momentum)
        self.steps.assign_add(1)
        return self.weights.read_value()


def run():
    optimizer = Optimizer()
    return [optimizer.update(tf.ones([2])).numpy() for _ in range(3)], optimizer.steps.numpy()
