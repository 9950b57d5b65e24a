"""Watches aquaria: chemistry is predicted by a traced model, alarms are raised by an older evaluator."""
from __future__ import annotations

import functools
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.compat.v1 import Session

LIMITS = {"ammonia": 0.25, "nitrite": 0.5}


@functools.lru_cache(maxsize=1)
def shared_session() -> Session:
    return Session()  # allow: tf1-session


class Chemistry(tf.Module):
    def __init__(self) -> None:
        super().__init__()
        self.decay = tf.Variable([0.8, 0.9])

    @tf.function
    def predict(self, levels: tf.Tensor, hours: tf.Tensor) -> tf.Tensor:
        for _ in tf.range(hours):
            levels = levels * self.decay
        return levels

    @tf.function
    def alarm(self, levels: tf.Tensor) -> tf.Tensor:
        return tf.reduce_any(levels > tf.constant(list(LIMITS.values())))


class Evaluator:
    """Evaluates tensors by name."""

    def __init__(self, **tensors: tf.Tensor) -> None:
        self.tensors = tensors

    def value(self, name: str) -> Any:
        return self.tensors[name].numpy()

    def values(self) -> dict[str, Any]:
        return {name: self.value(name) for name in self.tensors}


class FeedingEvaluator(Evaluator):
    def __init__(self, inputs: dict[tf.Tensor, np.ndarray] | None = None, **tensors: tf.Tensor) -> None:
        super().__init__(**tensors)
        self.inputs = inputs or {}

    def value(self, name: str) -> Any:
        session = shared_session()
        return session.run(self.tensors[name], feed_dict=self.inputs)  # expect: tf1-session  allow: tf1-placeholder


def watch(evaluator: type[Evaluator], chemistry: Chemistry, levels: tf.Tensor) -> dict[str, Any]:
    later = chemistry.predict(levels, tf.constant(3))
    return evaluator(later=later, alarm=chemistry.alarm(later)).values()


if __name__ == "__main__":
    chemistry = Chemistry()
    for scale, alarm in ((1.0, False), (4.0, True)):
        levels = tf.constant([0.3, 0.4]) * scale
        graph = watch(Evaluator, chemistry, levels)
        tf.config.run_functions_eagerly(True)
        eager = watch(Evaluator, chemistry, levels)
        tf.config.run_functions_eagerly(False)
        assert np.abs(graph["later"] - eager["later"]).max() < 1e-6
        assert bool(graph["alarm"]) is bool(eager["alarm"]) is alarm
    try:
        watch(FeedingEvaluator, chemistry, tf.constant([0.3, 0.4]))
    except RuntimeError as error:
        assert "The Session graph is empty" in str(error), error
    else:
        raise AssertionError("the session had a graph")
    print("proved")
