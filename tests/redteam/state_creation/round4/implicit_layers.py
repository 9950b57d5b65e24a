"""Implicit layers: fixed points, custom gradients and loops around variables that were made outside."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

weight = tf.Variable(0.5)
iterations = tf.Variable(0)


@tf.custom_gradient
def clipped_gradient(x: tf.Tensor):
    def backward(upstream: tf.Tensor) -> tf.Tensor:
        return tf.clip_by_norm(upstream, 1.0)

    return tf.identity(x), backward


def fixed_point(x: tf.Tensor, steps: int) -> tf.Tensor:
    """Solves z = tanh(weight * z + x)."""

    def body(step: tf.Tensor, z: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        iterations.assign_add(1)
        return step + 1, tf.tanh(weight * z + x)

    _, solution = tf.while_loop(lambda step, z: step < steps, body, [tf.constant(0), tf.zeros_like(x)])
    return solution


class DeepEquilibrium:
    def __init__(self) -> None:
        self.trace = tf.Variable(tf.zeros([3]))

    def loss(self, x: tf.Tensor) -> tf.Tensor:
        return tf.reduce_sum(tf.square(clipped_gradient(fixed_point(x, 5)) - 0.1))

    @tf.function
    def step(self, x: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = self.loss(x)
        gradient = tape.gradient(loss, weight)
        weight.assign_sub(0.1 * gradient)
        self.trace.assign(tf.stack([loss, gradient, weight]))
        return loss

    @tf.function
    def rowwise(self, rows: tf.Tensor) -> tf.Tensor:
        mapped = tf.map_fn(lambda row: row * weight, rows)
        folded = tf.foldl(lambda total, row: total + row * weight, rows)
        return mapped + folded

    @tf.function
    def switched(self, x: tf.Tensor) -> tf.Tensor:
        def grow() -> tf.Tensor:
            iterations.assign_add(10)
            return x * weight

        return tf.cond(tf.reduce_sum(x) > 1.0, grow, lambda: x)


def run(inputs: list[list[float]]) -> list[np.ndarray]:
    weight.assign(0.5)
    iterations.assign(0)
    model = DeepEquilibrium()
    rows = []
    for values in inputs:
        x = tf.constant(values)
        rows += [model.step(x), model.rowwise(tf.stack([x, 2.0 * x]))]
        rows += [model.switched(x), model.trace.read_value()]
    return [np.asarray(row) for row in [*rows, iterations]]


if __name__ == "__main__":
    data = [[0.1, 0.2], [1.0, 0.5], [2.0, -0.5]]
    graph = run(data)
    tf.config.run_functions_eagerly(True)
    for eager_row, row in zip(run(data), graph):
        np.testing.assert_allclose(eager_row, row, rtol=1e-5)
    assert int(graph[-1]) == 35
    print("proved")
