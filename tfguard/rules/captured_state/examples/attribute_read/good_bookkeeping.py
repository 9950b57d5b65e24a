"""The loop counts on the object and closes it in the end; the trace reads other attributes."""

import tensorflow as tf


class Trainer:
    def __init__(self, rate):
        self.rate = rate
        self.steps = 0
        self.best = None

    @property
    def scale(self):
        return 2.0 * self.rate

    @tf.function
    def loss(self, weights):
        return tf.reduce_sum(weights) * self.scale

    def step(self, weights):
        loss = float(self.loss(weights))
        self.best = loss if self.best is None else min(self.best, loss)
        self.steps += 1
        return loss


def run():
    trainer = Trainer(0.5)
    losses = [trainer.step(tf.constant([1.0, 2.0]) * factor) for factor in (3.0, 1.0, 2.0)]
    trainer.rate = 0.0
    return losses, trainer.best, trainer.steps
