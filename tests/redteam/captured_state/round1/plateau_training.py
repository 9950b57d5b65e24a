"""Least squares with a controller that reacts when the loss stalls."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf

SETTINGS = {"clip": 4.0, "ridge": 0.0}


class PlateauController:
    """Halves the rate and tightens the clipping when nothing improves."""

    def __init__(self, optimizer: keras.optimizers.Optimizer, patience: int, tolerance: float = 5.0) -> None:
        self.optimizer = optimizer
        self.patience = patience
        self.tolerance = tolerance
        self.best = float("inf")
        self.waited = 0
        self.rate = float(optimizer.learning_rate)

    def observe(self, loss: float) -> None:
        if loss < self.best - self.tolerance:
            self.best, self.waited = loss, 0
            return
        self.waited += 1
        if self.waited >= self.patience:
            self.waited = 0
            self.react()

    def react(self) -> None:
        self.rate *= 0.5
        self.optimizer.lr = self.rate  # expect: tf-optimizer-lr
        SETTINGS["clip"] = max(0.5, SETTINGS["clip"] / 2)


def make_step(weights: tf.Variable, optimizer: keras.optimizers.Optimizer):
    def step(x: tf.Tensor, y: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.linalg.matvec(x, weights) - y))
        gradient = tape.gradient(loss, weights)
        gradient = tf.clip_by_norm(gradient, SETTINGS["clip"])  # expect: tf-global-read
        optimizer.apply_gradients([(gradient, weights)])
        return loss, tf.norm(gradient)

    return tf.function(step)


def train(steps: int) -> tuple[list[float], PlateauController]:
    weights = tf.Variable([0.0, 0.0])
    optimizer = keras.optimizers.SGD(0.001)
    controller = PlateauController(optimizer, patience=2)
    step = make_step(weights, optimizer)
    x, y = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([10.0, 20.0])
    norms = []
    for _ in range(steps):
        loss, norm = step(x, y)
        norms.append(float(norm))
        controller.observe(float(loss))
    return norms, controller


if __name__ == "__main__":
    norms, controller = train(8)
    assert SETTINGS["clip"] < 4.0 and np.allclose(norms, 4.0), norms
    assert controller.rate < 0.001 and controller.optimizer.lr == controller.rate
    assert np.isclose(float(controller.optimizer.learning_rate), 0.001)
    SETTINGS["clip"] = 4.0
    tf.config.run_functions_eagerly(True)
    tightened, controller = train(8)
    assert tightened[-1] < 3.0, tightened
    assert np.isclose(float(controller.optimizer.learning_rate), 0.001)
    print("proved")
