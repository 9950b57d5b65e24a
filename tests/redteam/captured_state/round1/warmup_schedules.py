"""Compares a library optimizer and a hand-made one under the same warm-up."""
from __future__ import annotations

from dataclasses import dataclass, field

import keras
import numpy as np
import tensorflow as tf


@dataclass
class Warmup:
    """A linear warm-up; ``lr`` is what a log shows."""

    peak: float
    steps: int
    lr: float = 0.0
    log: list[float] = field(default_factory=list)

    def advance(self) -> float:
        self.lr = min(self.peak, self.lr + self.peak / self.steps)
        self.log.append(self.lr)
        return self.lr


class HandmadeSGD:
    def __init__(self, lr: float) -> None:
        self._lr = tf.Variable(lr, trainable=False)

    @property
    def lr(self) -> tf.Variable:
        return self._lr

    @lr.setter
    def lr(self, value: float) -> None:
        self._lr.assign(value)

    def apply_gradients(self, pairs: list[tuple[tf.Tensor, tf.Variable]]) -> None:
        for gradient, variable in pairs:
            variable.assign_sub(self.lr * gradient)


def make_step(optimizer, weight: tf.Variable):
    @tf.function
    def step(target: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = tf.square(weight - target)
        optimizer.apply_gradients([(tape.gradient(loss, weight), weight)])
        return weight.read_value()

    return step


def train(kind: str, steps: int) -> tuple[list[float], Warmup]:
    weight = tf.Variable(0.0)
    schedule = Warmup(peak=0.4, steps=4)
    optimizer = HandmadeSGD(0.0) if kind == "handmade" else keras.optimizers.SGD(1.0)
    step = make_step(optimizer, weight)
    path = []
    for _ in range(steps):
        rate = schedule.advance()
        if isinstance(optimizer, HandmadeSGD):
            optimizer.lr = rate
        else:
            optimizer.learning_rate = rate
        path.append(float(step(tf.constant(1.0))))
    return path, schedule


if __name__ == "__main__":
    wanted, weight = [], 0.0
    for rate in (0.1, 0.2, 0.3, 0.4, 0.4):
        weight -= rate * 2.0 * (weight - 1.0)
        wanted.append(weight)
    handmade, library = train("handmade", 5), train("keras", 5)
    for path, schedule in (handmade, library):
        np.testing.assert_allclose(path, wanted, rtol=1e-5)
        np.testing.assert_allclose(schedule.log, [0.1, 0.2, 0.3, 0.4, 0.4], rtol=1e-6)
    print("proved")
