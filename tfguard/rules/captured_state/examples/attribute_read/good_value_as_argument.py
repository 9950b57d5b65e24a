"""The cure: the changing attribute is read by the untraced caller and passed as a tensor."""

import tensorflow as tf


class Trainer:
    def __init__(self):
        self.rate = 1.0

    @tf.function
    def _step(self, weights, rate):
        return weights - rate * weights

    def step(self, weights):
        weights = self._step(weights, tf.constant(self.rate))
        self.rate *= 0.5
        return weights


def run():
    trainer = Trainer()
    weights = tf.constant([8.0, 4.0])
    for _ in range(3):
        weights = trainer.step(weights)
    return weights.numpy(), trainer.rate
