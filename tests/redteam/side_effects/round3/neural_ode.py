"""A neural ODE with a fixed-step Runge-Kutta solver."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class Dynamics(tf.Module):
    """dy/dt = W2 tanh(W1 y)"""

    def __init__(self, width: int, hidden: int = 8):
        super().__init__()
        self.w1 = tf.Variable(0.4 * tf.random.stateless_normal([width, hidden], [1, 0]))
        self.w2 = tf.Variable(0.4 * tf.random.stateless_normal([hidden, width], [2, 0]))

    def __call__(self, y):
        return tf.matmul(tf.tanh(tf.matmul(y, self.w1)), self.w2)


class Solver:
    """Base of the solvers; remembers where the last integration ended for a warm start."""

    def __init__(self, dynamics, steps: int, dt: float):
        self.dynamics = dynamics
        self.steps = steps
        self.dt = dt
        self.last_state = None

    def increment(self, y):
        raise NotImplementedError

    def remember(self, y):
        self.last_state = y  # expect: tf-tensor-leak  allow: tf-attribute-mutation

    @tf.function
    def integrate(self, y):
        for _ in range(self.steps):
            y = y + self.dt * self.increment(y)
        self.remember(y)
        return y


class Midpoint(Solver):
    def increment(self, y):
        half = y + 0.5 * self.dt * self.dynamics(y)
        return self.dynamics(half)


class RungeKutta(Solver):
    """The classical fourth-order scheme."""

    def increment(self, y):
        k1 = self.dynamics(y)
        k2 = self.dynamics(y + 0.5 * self.dt * k1)
        k3 = self.dynamics(y + 0.5 * self.dt * k2)
        k4 = self.dynamics(y + self.dt * k3)
        return (k1 + 2.0 * k2 + 2.0 * k3 + k4) / 6.0


class Stateless(Midpoint):
    """Keeps nothing."""

    def remember(self, y):
        del y


def drift(solver: Solver, y):
    """How far one more integration from the remembered end would go."""
    solver.integrate(y)
    return tf.norm(solver.integrate(y) - solver.last_state)


if __name__ == "__main__":
    y = tf.random.stateless_normal([3, 2], [5, 5])
    dynamics = Dynamics(2)
    for kind in (Midpoint, RungeKutta):
        tf.config.run_functions_eagerly(True)
        eager = kind(dynamics, 4, 0.1)
        assert float(drift(eager, y)) < 1e-6
        tf.config.run_functions_eagerly(False)
        graph = kind(dynamics, 4, 0.1)
        np.testing.assert_allclose(graph.integrate(y), eager.integrate(y), rtol=1e-5)
        try:
            drift(graph, y)
            raise AssertionError("no leak")
        except TypeError as error:
            assert "out of scope" in str(error)
    stateless = Stateless(dynamics, 4, 0.1)
    stateless.integrate(y)
    assert stateless.last_state is None
    print("proved")
