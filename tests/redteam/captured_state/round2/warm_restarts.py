"""Gradient descent whose rate is warmed up, decayed and restarted from outside."""
from __future__ import annotations

import argparse
import math
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf


@dataclass
class Options:
    lr: float = 0.1
    period: int = 3
    momentum: float = 0.0


class PlainDescent:
    """Our own rule; its rate is a variable behind a property."""

    def __init__(self, rate: float) -> None:
        self._rate = tf.Variable(rate, trainable=False)

    @property
    def lr(self) -> tf.Variable:
        return self._rate

    @lr.setter
    def lr(self, rate: float) -> None:
        self._rate.assign(rate)

    def apply_gradients(self, pairs) -> None:
        for gradient, variable in pairs:
            variable.assign_sub(self.lr * gradient)


class Trainer:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.weights = [tf.Variable([2.0, -1.0]), tf.Variable([2.0, -1.0])]
        self.ours = PlainDescent(options.lr)
        self.theirs = keras.optimizers.SGD(options.lr)
        self.theirs.build([self.weights[1]])

    @tf.function
    def step(self) -> tf.Tensor:
        for optimizer, weight in zip((self.ours, self.theirs), self.weights):
            with tf.GradientTape() as tape:
                loss = tf.reduce_sum(tf.square(weight))
            optimizer.apply_gradients([(tape.gradient(loss, weight), weight)])
        return loss

    def set_rate(self, epoch: int) -> None:
        phase = epoch % self.options.period / self.options.period
        rate = 0.5 * self.options.lr * (1.0 + math.cos(math.pi * phase))
        self.ours.lr = rate
        if epoch % 2:
            self.theirs.learning_rate = rate
        else:
            self.theirs.learning_rate.assign(rate)


def train(options: Options, epochs: int) -> list[float]:
    options.lr = options.lr / 2.0 if options.momentum else options.lr
    trainer, losses = Trainer(options), []
    for epoch in range(epochs):
        trainer.set_rate(epoch)
        losses.append(float(trainer.step()))
        np.testing.assert_allclose(trainer.weights[0], trainer.weights[1], rtol=1e-5)
    return losses


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=5)
    arguments = parser.parse_args([])
    graph = train(Options(), arguments.epochs)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(train(Options(), arguments.epochs), graph, rtol=1e-5)
    assert not np.isclose(graph[1] / graph[0], graph[2] / graph[1])
    print("proved")
