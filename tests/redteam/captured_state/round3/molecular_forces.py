"""Convergence of a pair energy with the cut-off radius."""
import abc

import numpy as np
import tensorflow as tf


class PairPotential(abc.ABC):
    """Sums a pair energy over all distances."""

    cutoff = 1.5
    shift = 0.0

    def __init__(self, coordinates):
        rows, columns = np.triu_indices(len(coordinates), k=1)
        separation = coordinates[rows] - coordinates[columns]
        self.distances = tf.constant(np.linalg.norm(separation, axis=-1), tf.float32)

    @classmethod
    def use_cutoff(cls, radius):
        cls.cutoff = radius

    @abc.abstractmethod
    def pair(self, distance):
        """Energy of one pair."""

    @tf.function
    def energy(self, scale):
        return tf.reduce_sum(self.pair(self.distances * scale)) + self.shift


class LennardJones(PairPotential):
    def __init__(self, coordinates, depth=1.0):
        super().__init__(coordinates)
        self.depth = depth

    def pair(self, distance):
        sixth = distance ** -6
        raw = 4.0 * self.depth * (sixth * sixth - sixth)
        return tf.where(distance < self.cutoff, raw, 0.0)  # expect: tf-attribute-read


def converge(potential, radii, report):
    for radius in radii:
        potential.use_cutoff(radius)
        report(radius, float(potential.energy(tf.constant(1.1))))


def study():
    grid = np.stack(np.meshgrid(*[np.arange(3.0)] * 3), axis=-1).reshape(-1, 3)
    crystal = LennardJones(grid)
    table = {}
    converge(crystal, (1.2, 2.0, 4.0), table.__setitem__)
    return table


if __name__ == "__main__":
    graph = study()
    tf.config.run_functions_eagerly(True)
    eager = study()
    assert graph[1.2] == graph[2.0] == graph[4.0]
    assert eager[1.2] > eager[2.0] > eager[4.0]
    np.testing.assert_allclose(graph[1.2], eager[1.2], rtol=1e-4)
    print("proved")
