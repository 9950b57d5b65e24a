"""Ranks documents with optional parts that come into being on first use."""
from __future__ import annotations

from typing import Optional

import numpy as np
import tensorflow as tf


class LazyParts:
    """Keeps parts in the instance's own namespace under their names."""

    def part(self, name: str, shape: list[int], value: float) -> tf.Variable:
        key = "_part_" + name
        parts = vars(self)
        if key not in parts:
            parts[key] = tf.Variable(tf.fill(shape, value), name=name)
        return parts[key]


class Ranker(LazyParts):
    shared_bias: Optional[tf.Variable] = None

    def __init__(self, width: int) -> None:
        self.width = width

    @classmethod
    def bias(cls) -> tf.Variable:
        """A bias that all rankers share."""
        if Ranker.shared_bias is None:
            Ranker.shared_bias = tf.Variable(0.25)
        return Ranker.shared_bias

    @tf.function
    def rank(self, features: tf.Tensor) -> tf.Tensor:
        weights = self.part("weights", [self.width], 0.5)
        scale = self.part("scale", [], 2.0)
        scores = scale * tf.linalg.matvec(features, weights) + self.bias()
        weights.assign_add(0.1 * tf.reduce_mean(features, axis=0))
        return scores


class ClickRanker(Ranker):
    """Adds a prior on the position."""

    def order(self, features: np.ndarray) -> list[int]:
        scores = self.rank(tf.constant(features, tf.float32))
        prior = 0.01 * np.arange(len(features))
        return np.argsort(-(scores.numpy() - prior)).tolist()


def run() -> list[object]:
    Ranker.shared_bias = None
    ranker = ClickRanker(2)
    features = np.array([[0.0, 1.0], [2.0, 0.5], [1.0, 1.0]])
    orders: list[object] = [ranker.order(features * scale) for scale in (1.0, -1.0, 2.0)]
    return orders + ranker.part("weights", [2], 0.5).numpy().round(5).tolist()


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    assert run() == graph
    print("proved")
