"""Elastic weight consolidation: anchors and importances are taken after each task, outside the graph."""
from __future__ import annotations

import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class Anchor:
    """Where a task left the weights, and how much each of them matters to it."""

    values: list[tf.Variable]
    importance: list[tf.Variable]


def consolidate(weights: list[tf.Variable], gradients: list[tf.Tensor]) -> Anchor:
    return Anchor(
        [tf.Variable(weight, trainable=False) for weight in weights],
        [tf.Variable(tf.square(gradient), trainable=False) for gradient in gradients],
    )


def penalty(weights: list[tf.Variable], values, importance) -> tf.Tensor:
    total = tf.zeros([])
    for weight, value, weightiness in zip(weights, values, importance):
        total += tf.reduce_sum(weightiness * tf.square(weight - value))
    return total


class Learner:
    def __init__(self, width: int) -> None:
        self.slope = tf.Variable(tf.zeros([width]))
        self.offset = tf.Variable(0.0)
        self.anchors: list[Anchor] = []

    @property
    def weights(self) -> list[tf.Variable]:
        return [self.slope, self.offset]

    @tf.function
    def step(self, x: tf.Tensor, y: tf.Tensor, values: list[tf.Variable], importance: list[tf.Variable]):
        """One gradient step; the anchors of the last task come as arguments."""
        with tf.GradientTape() as tape:
            error = tf.linalg.matvec(x, self.slope) + self.offset - y
            loss = tf.reduce_mean(tf.square(error)) + penalty(self.weights, values, importance)
        gradients = tape.gradient(loss, self.weights)
        for weight, gradient in zip(self.weights, gradients):
            weight.assign_sub(0.1 * gradient)
        return gradients

    def learn(self, x: tf.Tensor, y: tf.Tensor, epochs: int = 3) -> None:
        last = self.anchors[-1] if self.anchors else consolidate(self.weights, self.weights)
        gradients = []
        for _ in range(epochs):
            gradients = self.step(x, y, last.values, last.importance)
        self.anchors.append(consolidate(self.weights, gradients))


def curriculum(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    learner = Learner(2)
    for _ in range(3):
        x = tf.constant(rng.normal(size=(4, 2)), tf.float32)
        learner.learn(x, tf.reduce_sum(x, axis=1))
    return np.append(learner.slope.numpy(), learner.offset.numpy())


if __name__ == "__main__":
    graph = curriculum(0)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(curriculum(0), graph, rtol=1e-4)
    print("proved")
