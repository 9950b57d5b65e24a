"""The cure: the attribute holds a variable, and the program assigns to it."""

import tensorflow as tf


class Trainer(tf.Module):
    def __init__(self):
        self.rate = tf.Variable(1.0, trainable=False)
        self.weights = tf.Variable([16.0])

    @tf.function
    def step(self, gradient):
        self.weights.assign_sub(self.rate * gradient)

    def decay(self):
        self.rate.assign(self.rate * 0.5)


def run():
    trainer = Trainer()
    history = []
    for _ in range(4):
        trainer.step(tf.constant([2.0]))
        trainer.decay()
        history.append(trainer.weights.numpy())
    return history
