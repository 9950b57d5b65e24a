"""An object with a traced method that is made once and called in a loop."""

import tensorflow as tf


class Trainer:
    def __init__(self, rate):
        self.rate = rate
        self.step = tf.function(self._step)

    def _step(self, weights):
        return weights * (1.0 - self.rate)

    @tf.function
    def loss(self, weights):
        return tf.reduce_sum(weights * weights)


def run():
    trainer = Trainer(0.1)
    weights = tf.constant([1.0, 2.0])
    losses = []
    for _ in range(4):
        weights = trainer.step(weights)
        losses.append(trainer.loss(weights).numpy())
    counts = [each.experimental_get_tracing_count() for each in (trainer.step, trainer.loss)]
    return {"results": losses, "traces": max(counts)}
