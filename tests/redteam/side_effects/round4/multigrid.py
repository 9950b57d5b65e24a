"""A multigrid-like smoother whose relaxation weights come from a schedule."""

from __future__ import annotations

import itertools

import numpy as np
import tensorflow.compat.v2 as tf


def chebyshev(low: float, high: float, count: int):
    """Yields relaxation weights without end, `count` at a time."""
    for start in itertools.count():
        k = start % count
        yield 2.0 / (high + low - (high - low) * np.cos(np.pi * (k + 0.5) / count))


class Poisson:
    """-u'' = f on a line with zero ends."""

    def __init__(self, points: int):
        self.h = 1.0 / (points + 1)

    def apply(self, u):
        padded = tf.pad(u, [[1, 1]])
        return (2.0 * u - padded[:-2] - padded[2:]) / self.h**2

    def residual(self, u, f):
        return f - self.apply(u)


class Smoother:
    """Weighted Jacobi sweeps, as many as the schedule hands out."""

    def __init__(self, problem: Poisson, sweeps: int = 2):
        self.problem = problem
        self.sweeps = sweeps
        self.schedule = chebyshev(0.5, 2.0, 4)
        self.budget = iter([3, 1, 2, 1])
        self.smooth = tf.function(self._smooth)
        self.finish = tf.function(self._finish)

    def _sweep(self, u, f, weight):
        return u + weight * self.problem.h**2 / 2.0 * self.problem.residual(u, f)

    def _smooth(self, u, f):
        used = []
        for weight in itertools.islice(self.schedule, self.sweeps):  # expect: tf-iterator-advance
            u = self._sweep(u, f, weight)
            used.append(weight)
        return u, tf.constant(used)

    def _finish(self, u, f):
        """Drains what the budget still holds."""
        count = 0
        for sweeps in self.budget:  # expect: tf-iterator-advance
            for _ in range(sweeps):
                u = self._sweep(u, f, 0.5)
                count += 1
        return u, tf.constant(count)


def solve(smoother: Smoother, f, rounds: int = 3):
    u, weights = tf.zeros_like(f), []
    for _ in range(rounds):
        u, used = smoother.smooth(u, f)
        weights.append(used.numpy().round(4).tolist())
    counts = []
    for _ in range(2):
        u, count = smoother.finish(u, f)
        counts.append(int(count))
    return weights, counts


if __name__ == "__main__":
    f = tf.ones([7])
    tf.config.run_functions_eagerly(True)
    eager = solve(Smoother(Poisson(7)), f)
    tf.config.run_functions_eagerly(False)
    graph = solve(Smoother(Poisson(7)), f)
    assert eager[0][0] == eager[0][2] != eager[0][1] and eager[1] == [7, 0], eager
    assert graph[0][0] == graph[0][1] == graph[0][2] and graph[1] == [7, 7], graph
    print("proved")
