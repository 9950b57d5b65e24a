"""Relaxes a small constraint problem; ``Variable`` and ``Dense`` here are terms of the problem."""
from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class Variable:
    """A decision variable with bounds."""

    name: str
    low: float = 0.0
    high: float = 1.0

    def clip(self, value: tf.Tensor) -> tf.Tensor:
        return tf.clip_by_value(value, self.low, self.high)


@dataclass
class Dense:
    """A dense linear constraint ``sum(c * x) <= bound``."""

    coefficients: dict[str, float]
    bound: float
    slack: list[tf.Tensor] = field(default_factory=list)

    def violation(self, assignment: dict[str, tf.Tensor]) -> tf.Tensor:
        terms = []
        for name, coefficient in self.coefficients.items():
            terms.append(coefficient * assignment[name])
        self.slack.append(self.bound - tf.add_n(terms))
        return tf.nn.relu(-self.slack[-1])


class Adam:
    """A purchasing agent with a budget (the name is that of a person)."""

    def __init__(self, budget: float) -> None:
        self.budget = budget


@tf.function
def relax(point: tf.Tensor) -> tf.Tensor:
    x = Variable("x", 0.0, 4.0)
    y = Variable("y", -1.0, 1.0)
    assignment = {x.name: x.clip(point[0]), y.name: y.clip(point[1])}
    constraints = [Dense({"x": 1.0, "y": 2.0}, 3.0), Dense({"x": -1.0, "y": 1.0}, 0.5)]
    budget = Adam(budget=2.0).budget
    total = tf.constant(0.0)
    for constraint in constraints:
        total += constraint.violation(assignment)
    return total + tf.nn.relu(assignment["x"] - budget)


if __name__ == "__main__":
    points = tf.constant([[0.0, 0.0], [5.0, 1.0], [2.0, 3.0], [-1.0, 1.0]])
    tf.config.run_functions_eagerly(True)
    eager = [relax(p).numpy() for p in points]
    tf.config.run_functions_eagerly(False)
    graph = [relax(p).numpy() for p in points]
    np.testing.assert_allclose(eager, graph)
    assert eager[1] > 0
    print("proved")
