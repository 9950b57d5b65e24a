"""Numerical helpers that accept variables, tensors and arrays, and say so in tests and annotations."""
from __future__ import annotations

from typing import Union

import numpy as np
import tensorflow as tf

Value = Union[tf.Variable, tf.Tensor, np.ndarray]
KINDS = {tf.Variable: "variable", np.ndarray: "array"}


def kind_of(value: Value) -> str:
    for cls, name in KINDS.items():
        if isinstance(value, cls):
            return name
    return "tensor"


def shrink(value: Value, factor: float) -> tf.Tensor:
    """Scales in place what can be scaled in place, and gives the scaled value."""
    if isinstance(value, tf.Variable):
        value.assign(value * factor)
        return value.read_value()
    value = tf.convert_to_tensor(value)
    value *= factor
    return value


def spectral_bound(matrix: Value) -> tf.Tensor:
    """Upper bound of the spectral norm."""
    matrix = tf.cast(matrix, tf.float32) if isinstance(matrix, np.ndarray) else matrix
    columns = tf.reduce_max(tf.reduce_sum(tf.abs(matrix), axis=0))
    rows = tf.reduce_max(tf.reduce_sum(tf.abs(matrix), axis=1))
    return tf.sqrt(columns * rows)


class Contraction:
    Variable = tuple[str, float]

    def __init__(self, matrix: np.ndarray) -> None:
        self.matrix = tf.Variable(matrix, dtype=tf.float32)
        self.offset = np.array([[0.5, 0.0], [0.0, 0.5]], np.float32)
        self.limit: Contraction.Variable = ("limit", 0.9)

    @tf.function
    def contract(self, start: tf.Tensor) -> tf.Tensor:
        name, limit = self.limit
        assert name == "limit" and kind_of(self.matrix) == "variable" and kind_of(start) == "tensor"
        shrink(self.matrix, limit)
        small = shrink(start, limit)
        return tf.matmul(self.matrix, small) + shrink(self.offset, limit)

    @tf.function
    def bounds(self) -> tf.Tensor:
        return tf.stack([spectral_bound(part) for part in (self.matrix, self.offset)])


def iterate(steps: int) -> np.ndarray:
    contraction = Contraction(np.array([[0.5, 0.2], [0.1, 0.9]]))
    state = tf.eye(2)
    rows = []
    for _ in range(steps):
        state = contraction.contract(state)
        rows.append(np.append(state.numpy().ravel(), contraction.bounds()))
    return np.stack(rows)


if __name__ == "__main__":
    graph = iterate(4)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(iterate(4), graph, rtol=1e-5)
    assert not np.allclose(graph[0], graph[1])
    print("proved")
