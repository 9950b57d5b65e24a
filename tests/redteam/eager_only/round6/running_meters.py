"""Meters of a training loop that take eager tensors, graph tensors and arrays alike."""
from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf


def describe(value: Any) -> Any:
    """A Python number where there is one to be had; the tensor itself in a graph."""
    if isinstance(value, np.ndarray):
        return float(np.mean(value))
    if hasattr(value, "numpy"):
        return float(np.mean(value.numpy()))
    return value


def smooth(old: tf.Variable, value: tf.Tensor, momentum: float) -> tf.Tensor:
    if tf.executing_eagerly():
        return tf.constant(np.float32(momentum * old.numpy() + (1.0 - momentum) * value.numpy()))
    return momentum * old + (1.0 - momentum) * value


def known(value: tf.Tensor) -> float:
    """The value of a constant, one when it is not known before the run."""
    number = tf.get_static_value(value)
    return 1.0 if number is None else float(number)


class Meter(tf.Module):
    def __init__(self, momentum: float = 0.5):
        super().__init__()
        self.momentum = momentum
        self.average = tf.Variable(0.0)

    def update(self, value: tf.Tensor) -> tf.Tensor:
        self.average.assign(smooth(self.average, value, self.momentum))
        return self.average.read_value()


class Loop:
    def __init__(self):
        self.slope = tf.Variable([0.0, 0.0])
        self.meter = Meter()

    @tf.function
    def step(self, x: tf.Tensor, y: tf.Tensor):
        factor = tf.constant(2.0)
        with tf.GradientTape() as tape:
            error = tf.linalg.matvec(x, self.slope) - y
            loss = tf.reduce_mean(tf.square(error)) / known(factor)
        self.slope.assign_sub(0.1 * tape.gradient(loss, self.slope))
        return describe(loss), self.meter.update(loss)


def run(steps: int = 4) -> list[tuple[float, float]]:
    loop = Loop()
    x = tf.random.stateless_normal([8, 2], [2, 3])
    y = tf.linalg.matvec(x, [1.0, -1.0])
    log = []
    for _ in range(steps):
        loss, average = loop.step(x, y)
        log.append((describe(loss), describe(average)))
    log.append((describe(loop.slope.numpy()), describe(smooth(loop.meter.average, tf.constant(2.0), 0.9))))
    return log


if __name__ == "__main__":
    graph = run()
    assert graph[3][0] < graph[0][0]
    tf.config.run_functions_eagerly(True)
    eager = run()
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(graph, eager, atol=1e-5)
    print("proved")
