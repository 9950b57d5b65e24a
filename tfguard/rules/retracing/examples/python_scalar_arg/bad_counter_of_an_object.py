"""An attribute that the untraced method counts up and passes to the traced one."""

import tensorflow as tf


class Trainer:
    def __init__(self):
        self.steps = 0
        self.update = tf.function(self._update)

    def _update(self, weights, step):
        return weights - 0.1 / (1.0 + step)

    def train(self, weights):
        self.steps += 1
        return self.update(weights, self.steps)  # expect: tf-python-scalar-arg


def run():
    trainer = Trainer()
    weights = tf.constant([1.0, 2.0])
    for _ in range(4):
        weights = trainer.train(weights)
    return {"results": weights.numpy(), "traces": trainer.update.experimental_get_tracing_count()}
