"""The training loop lowers the rate on the object; the graph keeps the rate of the first step."""

import tensorflow as tf


class Trainer:
    def __init__(self):
        self.rate = 1.0
        self.weights = tf.Variable([16.0])

    @tf.function
    def step(self, gradient):
        self.weights.assign_sub(self.rate * gradient)  # expect: tf-attribute-read


def run():
    trainer = Trainer()
    history = []
    for _ in range(4):
        trainer.step(tf.constant([2.0]))
        trainer.rate *= 0.5
        history.append(trainer.weights.numpy())
    return history
