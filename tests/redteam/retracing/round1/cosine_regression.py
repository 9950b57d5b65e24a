"""Fits a linear model by mini-batches under a cosine learning rate."""
import math

import numpy as np
import tensorflow as tf


class LinearModel(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.weights = tf.Variable(tf.zeros([width, 1]))
        self.bias = tf.Variable(0.0)

    def __call__(self, features):
        return tf.matmul(features, self.weights) + self.bias


class CosineRate:
    """Half a cosine from the base rate down to zero."""

    def __init__(self, base, steps):
        self.base = base
        self.steps = steps

    def at(self, step):
        return 0.5 * self.base * (1.0 + math.cos(math.pi * step / self.steps))


class Trainer:
    def __init__(self, model, schedule):
        self.model = model
        self.schedule = schedule

    @tf.function(reduce_retracing=True)
    def _descend(self, features: tf.Tensor, targets: tf.Tensor, rate: tf.Tensor):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.model(features) - targets))
        variables = self.model.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(rate * gradient)
        return loss

    def _update(self, batch, rate):
        features, targets = batch
        return self._descend(features, targets, rate)  # expect: tf-python-scalar-arg

    def fit(self, batches):
        history = []
        for step, batch in enumerate(batches):
            loss = self._update(batch, self.schedule.at(step))
            history.append(float(loss))
        return history


def make_batches(count, size=8, width=3):
    generator = np.random.default_rng(4)
    truth = np.arange(1.0, width + 1.0, dtype=np.float32)[:, None]
    for _ in range(count):
        features = generator.normal(size=[size, width]).astype(np.float32)
        yield tf.constant(features), tf.constant(features @ truth)


def main(steps=7):
    trainer = Trainer(LinearModel(3), CosineRate(0.2, steps))
    return trainer, trainer.fit(make_batches(steps))


if __name__ == "__main__":
    trainer, history = main()
    assert history[-1] < history[0]
    assert trainer._descend.experimental_get_tracing_count() == 7
    control = Trainer(LinearModel(3), CosineRate(0.2, 7))
    for step, batch in enumerate(make_batches(7)):
        control._update(batch, tf.constant(control.schedule.at(step)))
    assert control._descend.experimental_get_tracing_count() == 1
    print("proved")
