"""Simulated annealing on a rugged one-dimensional landscape."""

from __future__ import annotations

import tensorflow as tf

evaluations = 0


def landscape(x):
    """A parabola with ripples; every call counts as an evaluation."""
    global evaluations
    evaluations += 1  # expect: tf-global-write
    return 0.1 * x**2 - tf.cos(3.0 * x)


def make_annealer(energy, step_size: float = 0.5):
    """Returns a sweep over the state and a report on the moves it accepted."""
    accepted = 0

    @tf.function
    def sweep(x, temperature, seed):
        nonlocal accepted
        move = step_size * tf.random.stateless_normal([], seed)
        candidate = x + move
        delta = energy(candidate) - energy(x)
        u = tf.random.stateless_uniform([], seed + 1)
        if u < tf.exp(-delta / temperature):
            x = candidate
            accepted += 1  # expect: tf-nonlocal-write
        return x

    def report():
        return accepted

    return sweep, report


def temperatures(start: float, factor: float, n: int):
    """A geometric cooling schedule."""
    for k in range(n):
        yield start * factor**k


def anneal(eager: bool, sweeps: int = 8):
    """Runs the schedule from one start; returns the path and both counters."""
    global evaluations
    evaluations = 0
    tf.config.run_functions_eagerly(eager)
    sweep, report = make_annealer(landscape)
    x = tf.constant(2.0)
    path = []
    for k, temperature in enumerate(temperatures(2.0, 0.7, sweeps)):
        x = sweep(x, tf.constant(temperature), tf.constant([k, 0]))
        path.append(float(x))
    tf.config.run_functions_eagerly(False)
    return path, evaluations, report()


if __name__ == "__main__":
    eager_path, eager_evaluations, eager_accepted = anneal(True)
    graph_path, graph_evaluations, graph_accepted = anneal(False)
    assert all(abs(a - b) < 1e-4 for a, b in zip(eager_path, graph_path, strict=True))
    moves = sum(a != b for a, b in zip([2.0, *eager_path[:-1]], eager_path, strict=True))
    assert eager_accepted == moves > 0, (eager_accepted, moves)
    assert graph_accepted == 0, graph_accepted  # under a tensor condition the write is lost altogether
    assert (eager_evaluations, graph_evaluations) == (16, 2)
    print("proved")
