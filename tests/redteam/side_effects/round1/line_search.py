"""Backtracking line search written with closures whose state belongs to one call."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


def himmelblau(p):
    x, y = p[0], p[1]
    return (x**2 + y - 11.0) ** 2 + (x + y**2 - 7.0) ** 2


@tf.function
def gradient_step(p, max_halvings=6):
    """One step along the negative gradient, with the best of a few step lengths."""
    evaluations = 0
    trace = []
    best_value = None
    best_point = p

    def evaluate(q):
        nonlocal evaluations
        evaluations += 1
        value = himmelblau(q)
        trace.append(value)
        return value

    def consider(q):
        nonlocal best_value, best_point
        value = evaluate(q)
        if best_value is None:
            best_value, best_point = value, q
        else:
            better = value < best_value
            best_point = tf.where(better, q, best_point)
            best_value = tf.where(better, value, best_value)

    with tf.GradientTape() as tape:
        tape.watch(p)
        start = himmelblau(p)
    direction = -tape.gradient(start, p)
    consider(p)
    length = 0.02
    for _ in range(max_halvings):
        consider(p + length * direction)
        length *= 0.5
    return best_point, best_value, tf.stack(trace), tf.constant(evaluations)


def make_counter():
    """A counter for the driver below; never called inside a graph."""
    count = 0

    def increment():
        nonlocal count
        count += 1
        return count

    return increment


def minimize(step, iterations: int = 5):
    tick = make_counter()
    p = tf.constant([0.5, 0.5])
    rows = []
    for _ in range(iterations):
        p, value, trace, evaluations = step(p)
        rows.append([*p.numpy(), value.numpy(), *trace.numpy(), evaluations.numpy(), tick()])
    return rows


if __name__ == "__main__":
    eager, graph = minimize(gradient_step.python_function), minimize(gradient_step)
    np.testing.assert_allclose(eager, graph, rtol=1e-4)
    assert eager[-1][-1] == graph[-1][-1] == 5
    print("proved")
