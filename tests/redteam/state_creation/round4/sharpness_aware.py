"""Sharpness-aware minimisation: weights are moved away and back inside one compiled step."""
from __future__ import annotations

import contextlib
from typing import Iterator

import numpy as np
import tensorflow as tf


class Weights:
    def __init__(self, values: list[list[float]]) -> None:
        self.variables = [tf.Variable(value) for value in values]

    def snapshot(self) -> list[tf.Tensor]:
        return [variable.read_value() for variable in self.variables]

    def restore(self, values: list[tf.Tensor]) -> None:
        for variable, value in zip(self.variables, values):
            variable.assign(value)

    @contextlib.contextmanager
    def moved(self, offsets: list[tf.Tensor]) -> Iterator[None]:
        """Moves the weights inside a ``with`` block."""
        saved = self.snapshot()
        for variable, offset in zip(self.variables, offsets):
            variable.assign_add(offset)
        try:
            yield
        finally:
            self.restore(saved)

    def __iter__(self) -> Iterator[tf.Variable]:
        return iter(self.variables)

    @property
    def norm(self) -> tf.Tensor:
        return tf.linalg.global_norm(list(self))


class SharpnessAware:
    """Args: radius of the ascent step and rate of the descent step."""

    def __init__(self, weights: Weights, radius: float = 0.05, rate: float = 0.1) -> None:
        self.weights = weights
        self.radius = radius
        self.rate = rate

    def loss(self, x: tf.Tensor) -> tf.Tensor:
        hidden = tf.tanh(tf.linalg.matvec(x, self.weights.variables[0]))
        return tf.reduce_mean(tf.square(hidden - 0.5)) + 0.1 * tf.reduce_sum(self.weights.variables[1] ** 2)

    def gradients(self, x: tf.Tensor) -> list[tf.Tensor]:
        with tf.GradientTape() as tape:
            loss = self.loss(x)
        return tape.gradient(loss, list(self.weights))

    @tf.function
    def step(self, x: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        ascent, norm = tf.clip_by_global_norm(self.gradients(x), self.radius)
        with self.weights.moved(ascent):
            gradients = self.gradients(x)
        for weight, gradient in zip(self.weights, gradients):
            weight.assign_sub(self.rate * gradient)
        return self.loss(x), norm

    @tf.function
    def loss_along(self, x: tf.Tensor, direction: list[tf.Tensor]) -> tf.Tensor:
        saved = self.weights.snapshot()
        values = []
        for scale in (-0.1, 0.1):
            self.weights.restore([value + scale * d for value, d in zip(saved, direction)])
            values.append(self.loss(x))
        self.weights.restore(saved)
        return tf.stack(values)


def run(steps: int) -> np.ndarray:
    trainer = SharpnessAware(Weights([[0.1, 0.2], [1.0]]))
    x = tf.constant([[1.0, 2.0], [0.5, -1.0]])
    rows = []
    for _ in range(steps):
        loss, norm = trainer.step(x)
        around = trainer.loss_along(x, [tf.ones([2]), tf.ones([1])])
        rows.append([float(loss), float(norm), *around.numpy(), float(trainer.weights.norm)])
    return np.array(rows)


if __name__ == "__main__":
    graph = run(4)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(run(4), graph, rtol=1e-4)
    assert graph[-1, 0] < graph[0, 0]
    print("proved")
