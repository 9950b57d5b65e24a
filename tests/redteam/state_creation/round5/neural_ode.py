"""A neural ODE: explicit integrators around a small vector field."""
from __future__ import annotations

import functools

import tensorflow.compat.v2 as tf

staged = functools.partial(tf.function, autograph=False)


class VectorField(tf.Module):
    """dy/dt = tanh(y W), counting how often it is asked."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weights = tf.Variable(0.1 * tf.eye(width))
        self.evaluations = tf.Variable(0.0, trainable=False)

    def _count(self) -> None:
        self.evaluations = self.evaluations + 1.0  # expect: tf-variable-rebound  allow: tf-tensor-leak, tf-attribute-mutation

    def __call__(self, y: tf.Tensor) -> tf.Tensor:
        self._count()
        return tf.tanh(tf.matmul(y, self.weights))


class Integrator:
    def __init__(self, field: VectorField, step: float) -> None:
        self.field = field
        self.step = step

    def euler(self, y: tf.Tensor) -> tf.Tensor:
        return y + self.step * self.field(y)

    def midpoint(self, y: tf.Tensor) -> tf.Tensor:
        half = y + 0.5 * self.step * self.field(y)
        return y + self.step * self.field(half)


class Solver:
    """Advances a batch of states by a fixed number of steps."""

    def __init__(self, integrator: Integrator, method: str, steps: int) -> None:
        self._advance = integrator.midpoint if method == "midpoint" else integrator.euler
        self.steps = steps
        self.solve = staged(self._solve)

    def _solve(self, y: tf.Tensor) -> tf.Tensor:
        for _ in range(self.steps):
            y = self._advance(y)
        return y


if __name__ == "__main__":
    start = tf.ones([1, 2])

    def build() -> tuple[VectorField, Solver]:
        field = VectorField(2)
        return field, Solver(Integrator(field, 0.1), "euler", 2)

    tf.config.run_functions_eagerly(True)
    field, solver = build()
    for _ in range(3):
        expected = solver.solve(start)
    assert float(field.evaluations) == 6.0
    tf.config.run_functions_eagerly(False)
    field, solver = build()
    for _ in range(3):
        assert abs(float(solver.solve(start)[0, 0]) - float(expected[0, 0])) < 1e-6
    assert not isinstance(field.evaluations, tf.Variable)
    assert not hasattr(field.evaluations, "numpy")
    print("proved")
