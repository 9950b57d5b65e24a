"""Objects made in a loop, whose constructor wraps a method."""

import tensorflow as tf


class Trainer:
    def __init__(self, rate):
        self.rate = rate
        self.step = tf.function(self._step)

    def _step(self, weights):
        return weights * (1.0 - self.rate)


def train(rate):
    trainer = Trainer(rate)  # expect: tf-function-in-loop
    weights = tf.constant([1.0, 2.0])
    for _ in range(3):
        weights = trainer.step(weights)
    return weights.numpy(), trainer.step.experimental_get_tracing_count()


def run():
    results, traces = [], 0
    for rate in (0.1, 0.03, 0.01, 0.003):
        weights, count = train(rate)
        results.append(weights)
        traces += count
    return {"results": results, "traces": traces}
