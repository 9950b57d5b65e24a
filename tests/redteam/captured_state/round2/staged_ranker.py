"""A ranker in two stages: when the head is replaced, the endpoint is compiled anew."""
from __future__ import annotations

from typing import Callable, Optional

import keras
import numpy as np
import tensorflow as tf


def dense(width: int, value: float) -> keras.layers.Dense:
    layer = keras.layers.Dense(width, use_bias=False, kernel_initializer=keras.initializers.Constant(value))
    layer.build([None, 2])
    return layer


class Ranker:
    """Items are scored by a head on top of fixed features."""

    def __init__(self) -> None:
        self.head = dense(1, 1.0)
        self.temperature = 1.0
        self.endpoint: Optional[Callable[[tf.Tensor], tf.Tensor]] = None

    def with_temperature(self, temperature: float) -> Ranker:
        """To be called before `ready`."""
        self.temperature = temperature
        return self

    def ready(self) -> Ranker:
        self.endpoint = tf.function(self._scores)
        return self

    def _scores(self, features: tf.Tensor) -> tf.Tensor:
        return self.head(features)[:, 0] / self.temperature

    def second_stage(self, value: float) -> None:
        """Another head, and a fresh endpoint that knows it."""
        self.head = dense(1, value)
        self.endpoint = tf.function(self._scores)

    def fine_tune(self, scale: float) -> None:
        self.head.set_weights([scale * w for w in self.head.get_weights()])

    def score(self, features: tf.Tensor) -> list[float]:
        return self.endpoint(features).numpy().tolist()


def life(features: tf.Tensor) -> list[list[float]]:
    ranker = Ranker().with_temperature(0.5).ready()
    seen = [ranker.score(features)]
    for scale in (2.0, 0.25):
        ranker.fine_tune(scale)
        seen.append(ranker.score(features))
    ranker.second_stage(-1.0)
    seen.append(ranker.score(features))
    ranker.fine_tune(3.0)
    return seen + [ranker.score(features)]


if __name__ == "__main__":
    items = tf.constant([[1.0, 2.0], [0.0, 0.5]])
    tf.config.run_functions_eagerly(True)
    eager = life(items)
    tf.config.run_functions_eagerly(False)
    graph = life(items)
    np.testing.assert_allclose(graph, eager)
    np.testing.assert_allclose([row[0] for row in graph], [6.0, 12.0, 3.0, -6.0, -18.0])
    print("proved")
