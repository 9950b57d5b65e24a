"""Sweeps over the number of random features of a quantile regression."""
from unittest import mock

import numpy as np
import tensorflow as tf


class Trial:
    """One run: random features and a linear layer on top."""

    def __init__(self, width, rate=0.05):
        generator = np.random.default_rng(width)
        self.projection = tf.constant(generator.normal(size=[2, width]), tf.float32)
        self.weights = tf.Variable(tf.zeros([width, 1]))
        self.rate = rate

    def loss(self, residual):
        return tf.reduce_mean(tf.square(residual))

    @tf.function  # allow: tf-function-in-loop
    def step(self, features, targets):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(features, self.projection))
            loss = self.loss(targets - tf.matmul(hidden, self.weights))
        self.weights.assign_sub(self.rate * tape.gradient(loss, self.weights))
        return loss

    def run(self, features, targets, steps):
        losses = [self.step(features, targets) for _ in range(steps)]
        return float(losses[-1])


class QuantileTrial(Trial):
    def __init__(self, width, quantile):
        super().__init__(width, rate=0.2)
        self.quantile = quantile

    def loss(self, residual):
        return tf.reduce_mean(tf.maximum(self.quantile * residual, (self.quantile - 1.0) * residual))


class Sweep:
    def __init__(self, steps=10):
        generator = np.random.default_rng(0)
        self.features = tf.constant(generator.normal(size=[24, 2]), tf.float32)
        self.targets = tf.reduce_sum(self.features, axis=1, keepdims=True)
        self.steps = steps

    def launch(self, width):
        trial = QuantileTrial(width, quantile=0.9)  # expect: tf-function-in-loop
        return trial.run(self.features, self.targets, self.steps)

    def results(self, widths):
        return {width: self.launch(width) for width in widths}


def main():
    results = Sweep().results(range(2, 12, 2))
    best = min(results, key=results.get)
    print(f"{best} features: {results[best]:.3f}")
    return results


if __name__ == "__main__":
    trials, construct = [], Trial.__init__

    def remember(self, *arguments, **options):
        construct(self, *arguments, **options)
        trials.append(self)

    with mock.patch.object(Trial, "__init__", remember):
        results = main()
    assert len(trials) == len(results) == 5
    assert [trial.step.experimental_get_tracing_count() for trial in trials] == [1] * 5
    print("proved")
