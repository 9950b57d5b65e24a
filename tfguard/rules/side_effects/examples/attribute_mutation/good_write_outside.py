"""Attributes written in the constructor and by the untraced method that calls the traced one."""

import tensorflow as tf


class Trainer:
    def __init__(self):
        self.steps = 0
        self.last_loss = None
        self._step = tf.function(self._loss)

    def _loss(self, weights):
        return tf.reduce_sum(weights * weights)

    def step(self, weights):
        self.last_loss = self._step(weights)
        self.steps += 1
        return weights * 0.5


def run():
    trainer = Trainer()
    weights = tf.constant([1.0, 2.0])
    for _ in range(3):
        weights = trainer.step(weights)
    return trainer.steps, trainer.last_loss.numpy()
