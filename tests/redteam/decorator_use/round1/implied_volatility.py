"""Implied volatility of options by Newton's method; solvers wrap one another under the same method name."""
from __future__ import annotations

import math

import tensorflow as tf


def normal_cdf(x):
    return 0.5 * (1.0 + tf.math.erf(x / math.sqrt(2.0)))


def black_price(forward, strike, volatility):
    d1 = tf.math.log(forward / strike) / volatility + 0.5 * volatility
    return forward * normal_cdf(d1) - strike * normal_cdf(d1 - volatility)


class Solver:
    def solve(self, price, forward, strike):
        raise NotImplementedError


class Newton(Solver):
    def __init__(self, tolerance=1e-5, limit=30):
        self.tolerance = tolerance
        self.limit = limit

    def solve(self, price, forward, strike):
        volatility = tf.constant(0.5)
        error = tf.constant(1.0)
        steps = tf.constant(0)
        while tf.abs(error) > self.tolerance and steps < self.limit:
            with tf.GradientTape() as tape:
                tape.watch(volatility)
                error = black_price(forward, strike, volatility) - price
            vega = tape.gradient(error, volatility)
            volatility = tf.maximum(volatility - error / tf.maximum(vega, 1e-6), 1e-4)
            steps += 1
        return volatility


class Clamped(Solver):
    """Quotes outside of the bounds of no arbitrage are pulled back first."""

    def __init__(self, inner: Solver):
        self.inner = inner

    def solve(self, price, forward, strike):
        if price >= forward:
            price = 0.999 * forward
        return self.inner.solve(price, forward, strike)


class Desk:
    def __init__(self, solver: Solver):
        self.solver = solver
        self.solved = tf.Variable(0)

    @tf.function
    def solve(self, price, forward, strike):
        self.solved.assign_add(1)
        return self.solver.solve(price, forward, strike)


if __name__ == "__main__":
    desk = Desk(Clamped(Newton()))
    eager_desk = Desk(Clamped(Newton()))
    forward, strike = tf.constant(100.0), tf.constant(110.0)
    for price in tf.constant([3.0, 8.0, 20.0, 120.0]):
        graph = desk.solve(price, forward, strike)
        eager = Desk.solve.python_function(eager_desk, price, forward, strike)
        assert abs(float(graph) - float(eager)) < 1e-3, (price, graph, eager)
    assert int(desk.solved) == int(eager_desk.solved) == 4
    print("proved")
