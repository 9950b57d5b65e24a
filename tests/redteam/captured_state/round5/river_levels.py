"""Forecast river levels; the augmentation becomes stronger while training."""
from dataclasses import dataclass, field

import tensorflow as tf


@dataclass
class AugmentConfig:
    jitter: float = 0.0
    seed: tuple = (3, 5)


@dataclass
class TrainConfig:
    epochs: int = 4
    augment: AugmentConfig = field(default_factory=AugmentConfig)


def jittered(levels, options):
    noise = tf.random.stateless_normal(tf.shape(levels), options.seed)
    return levels + options.jitter * noise  # expect: tf-attribute-read


class RampUp:
    """Linear ramp of the augmentation strength."""

    def __init__(self, peak, epochs):
        self.peak = peak
        self.epochs = epochs

    def apply(self, epoch, augment):
        augment.jitter = self.peak * epoch / (self.epochs - 1)


class Forecaster(tf.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.slope = tf.Variable(1.0)

    def _augment(self, window):
        return jittered(window, self.config.augment)

    @tf.function
    def loss(self, window, target):
        predicted = self.slope * tf.reduce_mean(self._augment(window), axis=1)
        return tf.reduce_mean(tf.square(predicted - target))


def fit(config):
    forecaster = Forecaster(config)
    ramp = RampUp(2.0, config.epochs)
    window, target = tf.ones([2, 3]), tf.ones([2])
    losses = []
    for epoch in range(config.epochs):
        ramp.apply(epoch, config.augment)
        losses.append(float(forecaster.loss(window, target)))
    return losses


if __name__ == "__main__":
    graph = fit(TrainConfig())
    tf.config.run_functions_eagerly(True)
    eager = fit(TrainConfig())
    assert graph == [graph[0]] * 4, graph
    assert len(set(eager)) == 4, eager
    print("proved")
