"""Conjugate gradients with options handed through several layers."""

from __future__ import annotations

import copy
import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class Options:
    """Settings; copied before they are changed."""

    iterations: int = 10
    damping: float = 0.0
    tags: list = dataclasses.field(default_factory=list)
    extra: dict = dataclasses.field(default_factory=dict)

    def updated(self, **changes) -> "Options":
        other = copy.deepcopy(self)
        for name, value in changes.items():
            setattr(other, name, value)
        other.tags.append("updated")
        other.extra["changes"] = len(changes)
        return other


DEFAULTS = Options()


def diagonal(matrix, *rest, **kwargs):
    """Preconditioner; pops what it knows from its keyword arguments."""
    floor = kwargs.pop("floor", 1e-3)
    kwargs["shape"] = matrix.shape
    rest = list(rest)
    rest.insert(0, floor)
    return tf.maximum(tf.linalg.diag_part(matrix), rest[0])


def conjugate_gradients(apply, b, options: Options, precondition=None):
    x = tf.zeros_like(b)
    residual = b
    scaled = residual / precondition
    direction = scaled
    for _ in range(options.iterations):
        product = apply(direction)
        step = tf.tensordot(residual, scaled, 1) / (tf.tensordot(direction, product, 1) + 1e-12)
        x += step * direction
        new_residual = residual - step * product
        new_scaled = new_residual / precondition
        beta = tf.tensordot(new_residual, new_scaled, 1) / (tf.tensordot(residual, scaled, 1) + 1e-12)
        residual, scaled = new_residual, new_scaled
        direction = scaled + beta * direction
    return x


@tf.function
def solve(matrix, b, overrides, **kwargs):
    """Solves (A + damping I) x = b.

    Args:
        matrix: symmetric positive definite.
        b: right-hand side.
        overrides: options that replace the defaults.
        **kwargs: handed to the preconditioner.
    """
    overrides = dict(overrides)
    damping = overrides.pop("damping", 0.1)
    overrides["iterations"] = matrix.shape[0]
    options = DEFAULTS.updated(**overrides)
    options.damping = damping
    options.tags += ["final"]
    matrix = matrix + options.damping * tf.eye(matrix.shape[0])
    kwargs.setdefault("floor", 1e-2)
    kwargs.update(unused=True)
    precondition = diagonal(matrix, 1, 2, **kwargs)

    def apply(v):
        return tf.linalg.matvec(matrix, v)

    return conjugate_gradients(apply, b, options, precondition), tf.constant(options.tags)


if __name__ == "__main__":
    overrides = {"damping": 0.2}
    for seed in range(4):
        root = tf.random.stateless_normal([4, 4], [seed, 1])
        matrix, b = root @ tf.transpose(root) + tf.eye(4), tf.random.stateless_normal([4], [seed, 2])
        eager, eager_tags = solve.python_function(matrix, b, overrides, floor=0.1)
        graph, graph_tags = solve(matrix, b, overrides, floor=0.1)
        np.testing.assert_allclose(eager, graph, rtol=1e-3, atol=1e-4)
        exact = tf.linalg.solve(matrix + 0.2 * tf.eye(4), b[:, None])[:, 0]
        np.testing.assert_allclose(graph, exact, rtol=1e-2, atol=1e-3)
        assert eager_tags.numpy().tolist() == graph_tags.numpy().tolist() == [b"updated", b"final"]
    assert overrides == {"damping": 0.2} and DEFAULTS == Options()
    print("proved")
