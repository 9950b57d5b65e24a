"""Lyapunov exponents of the logistic map, compiled by XLA."""
from __future__ import annotations

import math

import numpy as np
import tensorflow as tf

BURN_IN = 8


def logistic(r: tf.Tensor, x: tf.Tensor) -> tf.Tensor:
    return r * x * (1.0 - x)


def _exponent(r: tf.Tensor, steps: int = 16) -> tf.Tensor:
    """Mean logarithm of the slope along the orbit of one half."""
    x = tf.fill(tf.shape(r), 0.5)
    for _ in range(BURN_IN):
        x = logistic(r, x)
    total = tf.Variable(tf.zeros_like(r))  # expect: tf-variable-creation
    for _ in range(steps):
        x = logistic(r, x)
        total.assign_add(tf.math.log(tf.abs(r * (1.0 - 2.0 * x)) + 1e-9))
    return total / float(steps)


def _orbit(r: tf.Tensor, steps: int = 16) -> tf.Tensor:
    x = tf.fill(tf.shape(r), 0.5)
    states = []
    for _ in range(steps):
        x = logistic(r, x)
        states.append(x)
    return tf.stack(states)


exponent = tf.function(jit_compile=True)(_exponent)
orbit = tf.function(jit_compile=True)(_orbit)


def is_chaotic(rates: list[float]) -> list[bool]:
    return [value > 0.0 for value in exponent(tf.constant(rates)).numpy()]


def period_two(rate: float) -> float:
    """Distance between points of the two-cycle, from the closed formula."""
    return math.sqrt((rate + 1.0) * (rate - 3.0)) / rate


if __name__ == "__main__":
    r = tf.constant([2.5, 3.2, 4.0])
    np.testing.assert_allclose(orbit(r), _orbit(r), atol=1e-3)
    for _ in range(3):
        assert _exponent(r).shape == (3,)
    for _ in range(2):
        try:
            is_chaotic([2.5, 3.9])
        except ValueError as error:
            assert "singleton tf.Variables" in str(error) and "total = tf.Variable" in str(error)
        else:
            raise AssertionError("the graph ran")
    assert abs(period_two(3.2) - 0.2864) < 1e-3
    print("proved")
