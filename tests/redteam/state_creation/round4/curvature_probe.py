"""Gradient descent that also measures curvature along its path."""
from __future__ import annotations

import tensorflow as tf


class Objective:
    """Base of all objectives: counts evaluations and accumulates values."""

    def __init__(self, start: list[float]) -> None:
        self.weights = [tf.Variable(value) for value in start]
        self.accumulated = tf.Variable(0.0)
        self.evaluations = 0
        self.rate = 0.1

    def value(self) -> tf.Tensor:
        raise NotImplementedError

    def evaluate(self) -> tf.Tensor:
        self.evaluations += 1  # expect: tf-attribute-mutation
        return self.value()

    def gradients(self) -> list[tf.Tensor]:
        with tf.GradientTape() as tape:
            value = self.value()
        return tape.gradient(value, self.weights)

    def accumulate(self, value: tf.Tensor) -> tf.Tensor:
        self.accumulated += value  # expect: tf-variable-augmented-assignment
        return self.accumulated

    def descend(self) -> None:
        for weight, gradient in zip(self.weights, self.gradients()):
            weight -= self.rate * gradient  # expect: tf-variable-augmented-assignment


class Saddle(Objective):
    def value(self) -> tf.Tensor:
        x, y = self.weights
        return x * x - 0.5 * y * y

    @tf.function
    def probe(self) -> tf.Tensor:
        """Value here, after counting the evaluation."""
        return self.evaluate() + 0.0

    @tf.function
    def total(self) -> tf.Tensor:
        return self.accumulate(self.value())

    @tf.function
    def step(self) -> tf.Tensor:
        move = super().descend
        move()
        return self.value()

    @tf.function
    def safe_step(self) -> tf.Tensor:
        for weight, gradient in zip(self.weights, self.gradients()):
            weight.assign_sub(self.rate * gradient)
        return self.value()


def path(objective: Saddle, steps: int) -> list[float]:
    return [float(objective.safe_step()) for _ in range(steps)]


if __name__ == "__main__":
    compiled, plain = Saddle([1.0, 0.5]), Saddle([1.0, 0.5])
    graph = path(compiled, 3)
    for _ in range(3):
        compiled.probe()
    tf.config.run_functions_eagerly(True)
    assert all(abs(a - b) < 1e-6 for a, b in zip(path(plain, 3), graph))
    for _ in range(3):
        plain.probe()
    assert (compiled.evaluations, plain.evaluations) == (1, 3)
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        for call, text in ((compiled.total, "variable += value"), (compiled.step, "variable -= value")):
            try:
                call()
            except RuntimeError as error:
                assert text in str(error)
            else:
                raise AssertionError(text)
    print("proved")
