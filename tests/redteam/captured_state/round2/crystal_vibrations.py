"""A chain of masses and springs, swept over the stiffness of the springs."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class Chain:
    """Masses between two walls."""

    def __init__(self, masses: int, stiffness: float) -> None:
        self.masses = masses
        self.mass = 2.0
        self.stiffness = stiffness
        self.positions = tf.Variable(tf.zeros([masses]))
        self.velocities = tf.Variable(tf.zeros([masses]))

    @property
    def stiffness(self) -> float:
        return self._stiffness  # expect: tf-attribute-read

    @stiffness.setter
    def stiffness(self, value: float) -> None:
        if value <= 0.0:
            raise ValueError("springs do not push")
        self._stiffness = value

    @property
    def squared_frequency(self) -> float:
        return self.stiffness / self.mass  # allow: tf-attribute-read

    def pluck(self) -> None:
        start = tf.one_hot(self.masses // 2, self.masses)
        self.positions.assign(start)
        self.velocities.assign(tf.zeros_like(start))

    def _acceleration(self) -> tf.Tensor:
        padded = tf.pad(self.positions, [[1, 1]])
        bend = padded[2:] - 2.0 * self.positions + padded[:-2]
        return self.squared_frequency * bend  # allow: tf-attribute-read

    @tf.function
    def advance(self, seconds: tf.Tensor) -> tf.Tensor:
        self.velocities.assign_add(seconds * self._acceleration())
        self.positions.assign_add(seconds * self.velocities)
        return tf.reduce_sum(tf.square(self.velocities))


def sweep(chain: Chain, stiffnesses: list[float]) -> list[float]:
    """Motion after a few steps, for each kind of spring."""
    step = tf.constant(0.1)
    energies = []
    for value in stiffnesses:
        chain.stiffness = value
        chain.pluck()
        for _ in range(3):
            energy = chain.advance(step)
        energies.append(round(float(energy), 6))
    return energies


if __name__ == "__main__":
    springs = [1.0, 2.0, 8.0]
    tf.config.run_functions_eagerly(True)
    eager = sweep(Chain(5, 0.5), springs)
    tf.config.run_functions_eagerly(False)
    graph = sweep(Chain(5, 0.5), springs)
    assert eager[0] < eager[1] < eager[2]
    assert np.isclose(graph[0], eager[0]) and len(set(graph)) == 1
    print("proved")
