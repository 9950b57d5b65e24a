"""Ridge and lasso regression; options and penalties are settled before training."""
from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Callable

import numpy as np
import tensorflow as tf


@dataclass
class Options:
    rate: float = 0.1
    strength: float = 0.0
    steps: int = 3


OPTIONS = Options()
PENALTIES: dict[str, Callable[[tf.Tensor], tf.Tensor]] = {}
ACTIVE: list[str] = []


def penalty(function: Callable[[tf.Tensor], tf.Tensor]) -> Callable[[tf.Tensor], tf.Tensor]:
    PENALTIES[function.__name__] = function
    return function


@penalty
def ridge(weights: tf.Tensor) -> tf.Tensor:
    return tf.reduce_sum(tf.square(weights))


@penalty
def lasso(weights: tf.Tensor) -> tf.Tensor:
    return tf.reduce_sum(tf.abs(weights))


WEIGHTS = tf.Variable([1.0, -2.0])


@tf.function
def step(target: tf.Tensor) -> tf.Tensor:
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.square(WEIGHTS - target))
        for name in ACTIVE:
            loss += OPTIONS.strength * PENALTIES[name](WEIGHTS)
    WEIGHTS.assign_sub(OPTIONS.rate * tape.gradient(loss, WEIGHTS))
    return loss


def configure(argv: list[str]) -> None:
    """Copies the command line into the options."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, default=OPTIONS.rate)
    parser.add_argument("--strength", type=float, default=OPTIONS.strength)
    parser.add_argument("--penalty", action="append", choices=sorted(PENALTIES), default=[])
    parsed = parser.parse_args(argv)
    OPTIONS.rate = parsed.rate
    OPTIONS.strength = parsed.strength
    ACTIVE.extend(parsed.penalty)


def main(argv: list[str]) -> np.ndarray:
    configure(argv)
    for _ in range(OPTIONS.steps):
        step(tf.constant([3.0, 0.5]))
    return WEIGHTS.numpy()


if __name__ == "__main__":
    result = main(["--rate", "0.2", "--strength", "0.5", "--penalty", "ridge", "--penalty", "lasso"])
    weights, target = np.array([1.0, -2.0]), np.array([3.0, 0.5])
    for _ in range(3):
        gradient = 2 * (weights - target) + 0.5 * (2 * weights + np.sign(weights))
        weights = weights - 0.2 * gradient
    np.testing.assert_allclose(result, weights, rtol=1e-5)
    assert step.experimental_get_tracing_count() == 1
    print("proved")
