"""Page-Hinkley drift detection; the state is made when the first batch shows how wide it must be."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class DriftDetector:
    """One-sided Page-Hinkley test for each feature."""

    def __init__(self, tolerance: float = 0.01, threshold: float = 0.5) -> None:
        self.tolerance = tolerance
        self.threshold = threshold
        self._state: dict[str, tf.Variable] = {}

    def _variable(self, name: str, like: tf.Tensor) -> tf.Variable:
        variable = self._state.get(name)
        if variable is None:
            variable = self._state[name] = tf.Variable(tf.zeros_like(like), trainable=False)
        return variable

    def _set_up(self, batch: tf.Tensor) -> None:
        if hasattr(self, "_count"):
            return
        self._count = tf.Variable(0.0, trainable=False)
        self._first = tf.Variable(batch[0], trainable=False)

    @tf.function
    def watch(self, batch: tf.Tensor) -> tf.Tensor:
        """True for each feature whose mean has risen."""
        self._set_up(batch)
        mean = tf.reduce_mean(batch - self._first, axis=0)
        running = self._variable("mean", mean)
        total = self._variable("sum", mean)
        lowest = self._variable("lowest", mean)
        self._count.assign_add(1.0)
        running.assign_add((mean - running) / self._count)
        total.assign_add(mean - running - self.tolerance)
        lowest.assign(tf.minimum(lowest, total))
        return total - lowest > self.threshold

    @tf.function
    def clear(self) -> None:
        for variable in self._state.values():
            variable.assign(tf.zeros_like(variable))
        self._count.assign(0.0)


def alarms(batches: list[np.ndarray]) -> list[list[bool]]:
    detector = DriftDetector()
    seen = [detector.watch(tf.constant(batch, tf.float32)).numpy().tolist() for batch in batches]
    detector.clear()
    seen.append(detector.watch(tf.constant(batches[-1], tf.float32)).numpy().tolist())
    return seen


if __name__ == "__main__":
    stream = [np.array([[0.0, level], [0.1, level]]) for level in (0.0, 0.0, 1.0, 2.0)]
    graph = alarms(stream)
    tf.config.run_functions_eagerly(True)
    assert alarms(stream) == graph
    assert graph[0] == [False, False] and graph[3] == [False, True]
    print("proved")
