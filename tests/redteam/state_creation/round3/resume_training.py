"""Checkpointing between compiled steps: variables keep their identity when they are restored."""
from __future__ import annotations

import os
import tempfile

import keras
import numpy as np
import tensorflow as tf


class Experiment:
    """A tiny regression that can be saved and resumed."""

    def __init__(self, rate: float = 0.1) -> None:
        self.model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
        self.optimizer = keras.optimizers.Adam(rate)
        self.optimizer.build(self.model.trainable_variables)
        self.step = tf.Variable(0, dtype=tf.int64)
        self.best = tf.Variable(np.inf, dtype=tf.float32)
        kernel = self.model.layers[-1].kernel.value
        self.checkpoint = tf.train.Checkpoint(step=self.step, best=self.best, kernel=kernel)

    @tf.function
    def train(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.model(x) - y))
        variables = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.step.assign_add(1)
        self.best.assign(tf.minimum(self.best, loss))
        return loss

    def save(self, folder: str) -> str:
        return self.checkpoint.write(os.path.join(folder, f"step{int(self.step)}"))

    def resume(self, path: str, rate: float) -> None:
        self.checkpoint.restore(path)
        self.optimizer.learning_rate = rate


def train_and_rewind(folder: str) -> list[float]:
    """Trains, goes back to an earlier checkpoint, trains again with a smaller rate."""
    experiment = Experiment()
    x, y = tf.constant([[1.0, 0.0], [0.0, 2.0]]), tf.constant([[0.0], [1.0]])
    losses = [float(experiment.train(x, y)) for _ in range(2)]
    path = experiment.save(folder)
    losses += [float(experiment.train(x, y)) for _ in range(2)]
    experiment.resume(path, rate=0.01)
    losses += [float(experiment.train(x, y)) for _ in range(2)]
    return losses + [float(experiment.step), float(experiment.best)]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        graph = train_and_rewind(folder)
    tf.config.run_functions_eagerly(True)
    with tempfile.TemporaryDirectory() as folder:
        eager = train_and_rewind(folder)
    np.testing.assert_allclose(graph, eager, rtol=1e-3)
    assert graph[-2] == 4.0
    print("proved")
