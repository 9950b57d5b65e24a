"""Fits a regression in two stages: the slope alone, then everything."""
from __future__ import annotations

import argparse
from dataclasses import dataclass, field

import keras
import numpy as np
import tensorflow as tf


@dataclass
class Stage:
    """One stage of training and the optimizer that belongs to it."""

    name: str
    rate: float
    optimizer: keras.optimizers.Optimizer = field(init=False)

    def __post_init__(self) -> None:
        self.optimizer = keras.optimizers.Adam(self.rate)


class TwoStageRegression:
    def __init__(self) -> None:
        self.slope = tf.Variable(0.0)
        self.offset = tf.Variable(0.0)
        self.coarse = Stage("coarse", 0.5)
        self.fine = Stage("fine", 0.05)
        self.update = tf.function(self._update)

    def _loss(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        return tf.reduce_mean(tf.square(self.slope * x + self.offset - y))

    def _update(self, x: tf.Tensor, y: tf.Tensor, refine: bool = False) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = self._loss(x, y)
        if refine:
            variables = [self.slope, self.offset]
            gradients = tape.gradient(loss, variables)
            self.fine.optimizer.apply_gradients(zip(gradients, variables))  # expect: tf-late-state-creation
        else:
            gradient = tape.gradient(loss, self.slope)
            self.coarse.optimizer.apply_gradients([(gradient, self.slope)])
        return loss

    def fit(self, x: np.ndarray, y: np.ndarray, coarse: int, fine: int) -> list[float]:
        inputs, targets = tf.constant(x, tf.float32), tf.constant(y, tf.float32)
        losses = [float(self.update(inputs, targets)) for _ in range(coarse)]
        for _ in range(fine):
            losses.append(float(self.update(inputs, targets, refine=True)))
        return losses


def parse_args(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--coarse", type=int, default=3)
    parser.add_argument("--fine", type=int, default=2)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    options = parse_args([])
    x = np.linspace(-1, 1, 8)
    tf.config.run_functions_eagerly(True)
    reference = TwoStageRegression().fit(x, 2 * x + 1, options.coarse, options.fine)
    assert len(reference) == 5
    tf.config.run_functions_eagerly(False)
    model = TwoStageRegression()
    np.testing.assert_allclose(model.fit(x, 2 * x + 1, options.coarse, 0), reference[:3], rtol=1e-4)
    try:
        model.fit(x, 2 * x + 1, 0, options.fine)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
