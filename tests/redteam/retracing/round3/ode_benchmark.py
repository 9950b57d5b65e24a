"""Compares integrators on the Lorenz system: each is compiled once, then all run in turn."""
from __future__ import annotations

import dataclasses
from types import MappingProxyType

import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class Lorenz:
    sigma: float = 10.0
    rho: float = 28.0
    beta: float = 8.0 / 3.0

    def __call__(self, state: tf.Tensor) -> tf.Tensor:
        x, y, z = tf.unstack(state)
        return tf.stack([self.sigma * (y - x), x * (self.rho - z) - y, x * y - self.beta * z])


def euler(system: Lorenz, state: tf.Tensor, dt: tf.Tensor) -> tf.Tensor:
    return state + dt * system(state)


def midpoint(system: Lorenz, state: tf.Tensor, dt: tf.Tensor) -> tf.Tensor:
    return state + dt * system(state + 0.5 * dt * system(state))


def heun(system: Lorenz, state: tf.Tensor, dt: tf.Tensor) -> tf.Tensor:
    first = system(state)
    return state + 0.5 * dt * (first + system(state + dt * first))


INTEGRATORS = MappingProxyType({rule.__name__: tf.function(rule) for rule in (euler, midpoint, heun)})
CHAOS = Lorenz()


@dataclasses.dataclass
class Run:
    """One integrator's way through time."""

    rule: str
    state: tf.Tensor
    steps: int = 0

    def advance(self, dt: tf.Tensor) -> float:
        self.state = INTEGRATORS[self.rule](CHAOS, self.state, dt)
        self.steps += 1
        return float(tf.norm(self.state))


def compare(starts: list[list[float]], step_sizes: tuple[float, ...], steps: int) -> dict[tuple[str, float], float]:
    norms = {}
    for start in starts:
        runs = [Run(rule, tf.constant(start)) for rule in INTEGRATORS]
        for size in step_sizes:
            dt = tf.constant(size)
            for run in runs:
                while run.steps < steps:
                    norms[run.rule, size] = run.advance(dt)
                run.steps = 0
    return norms


if __name__ == "__main__":
    arguments = ([[1.0, 1.0, 1.0], [2.0, 0.0, 5.0], [0.5, 0.5, 9.0]], (0.01, 0.005, 0.002, 0.001), 3)
    graph = compare(*arguments)
    assert len(graph) == 12
    assert [rule.experimental_get_tracing_count() for rule in INTEGRATORS.values()] == [1, 1, 1]
    tf.config.run_functions_eagerly(True)
    for key, norm in compare(*arguments).items():
        assert abs(norm - graph[key]) < 1e-3 * norm
    print("proved")
