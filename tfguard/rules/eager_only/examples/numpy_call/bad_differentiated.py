"""A loss of which only the tape says that it is a tensor."""

import tensorflow as tf


class Trainer:
    def __init__(self, weights, objectives):
        self.weights = weights
        self.objectives = objectives

    @tf.function
    def step(self, x):
        with tf.GradientTape() as tape:
            loss = self.objectives["main"](self.weights * x)
        slope = tape.gradient(loss, self.weights)
        self.weights.assign_sub(0.1 * slope)
        return loss.numpy()  # expect: tf-numpy-call


def run():
    objectives = dict([("main", lambda values: tf.reduce_sum(values**2))])
    trainer = Trainer(tf.Variable([1.0, 2.0]), objectives)
    return [float(trainer.step(tf.constant([1.0, 1.0]))) for _ in range(3)]
