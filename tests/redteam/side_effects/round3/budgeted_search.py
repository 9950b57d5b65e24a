"""Hyper-parameter search that stops refining when its time budget is used up."""

from __future__ import annotations

import time

import numpy as np
import tensorflow as tf


class Stopwatch:
    """Elapsed seconds since the start."""

    def __init__(self):
        self.start = time.perf_counter()

    def elapsed(self) -> float:
        return time.perf_counter() - self.start  # expect: tf-clock


def himmelblau(point):
    x, y = tf.unstack(point)
    return (x**2 + y - 11.0) ** 2 + (x + y**2 - 7.0) ** 2


class Refiner:
    """Gradient descent whose step shrinks with the share of the budget that is used."""

    def __init__(self, objective, budget: float):
        self.objective = objective
        self.budget = budget
        self.watch = Stopwatch()
        self.refine = self._compile()

    def _used(self):
        clock = self.watch.elapsed
        return min(clock() / self.budget, 1.0)

    def _compile(self):
        @tf.function
        def refine(point):
            with tf.GradientTape() as tape:
                tape.watch(point)
                value = self.objective(point)
            used = self._used()
            rate = 0.01 * (1.0 - 0.9 * used)
            return point - rate * tape.gradient(value, point), value, tf.constant(used, tf.float64)

        return refine


def search(refiner: Refiner, starts):
    """Refines each start once; returns the best value and the shares of budget seen."""
    best, shares = np.inf, []
    for start in starts:
        begin = time.perf_counter()
        _, value, used = refiner.refine(start)
        best = min(best, float(value))
        shares.append(float(used))
        assert time.perf_counter() >= begin
        time.sleep(0.005)
    return best, shares


if __name__ == "__main__":
    starts = [tf.constant([float(i), 1.0]) for i in range(4)]
    tf.config.run_functions_eagerly(True)
    _, eager = search(Refiner(himmelblau, 1000.0), starts)
    tf.config.run_functions_eagerly(False)
    _, graph = search(Refiner(himmelblau, 1000.0), starts)
    assert sorted(eager) == eager and len(set(eager)) == 4, eager
    assert len(set(graph)) == 1, graph
    print("proved")
