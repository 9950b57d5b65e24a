"""Evaluates a trajectory under several discounts, from short to long sight."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


def geometric(discount: float, rewards: tf.Tensor) -> tf.Tensor:
    steps = tf.range(tf.size(rewards), dtype=tf.int32)
    return tf.pow(discount, tf.cast(steps, tf.float32))


class MultiHorizonCritic:
    """Keeps a compiled evaluator for each horizon."""

    def __init__(self, horizons: int) -> None:
        self.discounts: list[float] = []
        self.evaluators: list = []
        self._build(horizons)

    def _build(self, horizons: int) -> None:
        sight = 1
        while len(self.evaluators) < horizons:
            discount = 1.0 - 0.5 / sight
            self.discounts.append(discount)

            @tf.function
            def evaluate(rewards: tf.Tensor) -> tf.Tensor:
                weights = geometric(discount, rewards)  # expect: tf-loop-capture
                return tf.reduce_sum(weights * rewards)

            self.evaluators.append(evaluate)
            sight *= 2

    def evaluate(self, rewards: np.ndarray) -> list[float]:
        values = tf.constant(rewards, tf.float32)
        return [float(evaluator(values)) for evaluator in self.evaluators]


def compare(trajectories: list[np.ndarray]) -> list[list[float]]:
    critic = MultiHorizonCritic(3)
    return [critic.evaluate(rewards) for rewards in trajectories]


if __name__ == "__main__":
    table = compare([np.ones(5), np.arange(5.0)])
    discounts = MultiHorizonCritic(3).discounts
    assert discounts == [0.5, 0.75, 0.875]
    right = [sum(d**k for k in range(5)) for d in discounts]
    assert len(set(table[0])) == len(set(table[1])) == 1, table
    assert np.isclose(table[0][0], right[-1], rtol=1e-4) and not np.isclose(table[0][0], right[0])
    print("proved")
