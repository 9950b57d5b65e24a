"""Bayes filter over a corridor of cells; a belief object is made for every query."""
from __future__ import annotations

import functools

import numpy as np
import tensorflow as tf

filter_function = functools.partial(tf.function, reduce_retracing=True)


class Belief:
    """A distribution over cells that is updated in place."""

    def __init__(self, probabilities: tf.Tensor) -> None:
        self.p = tf.Variable(probabilities)  # expect: tf-variable-creation

    @classmethod
    def uniform(cls, cells: int) -> Belief:
        return cls(tf.fill([cells], 1.0 / cells))

    def move(self, slip: float) -> None:
        shifted = tf.roll(self.p, 1, axis=0)
        self.p.assign(slip * self.p + (1.0 - slip) * shifted)

    def weigh(self, likelihood: tf.Tensor) -> None:
        posterior = self.p * likelihood
        self.p.assign(posterior / tf.reduce_sum(posterior))


class Corridor:
    def __init__(self, doors: list[float], slip: float = 0.1) -> None:
        self.doors = tf.constant(doors)
        self.slip = slip

    def likelihood(self, sees_door: tf.Tensor) -> tf.Tensor:
        return tf.where(sees_door, 0.1 + 0.8 * self.doors, 0.9 - 0.8 * self.doors)

    @filter_function
    def locate(self, sightings: tf.Tensor) -> tf.Tensor:
        """Most probable cell after a row of sightings."""
        belief = Belief.uniform(self.doors.shape[0])
        for index in range(sightings.shape[0]):
            belief.move(self.slip)
            belief.weigh(self.likelihood(sightings[index]))
        return tf.argmax(belief.p)

    @filter_function
    def sense(self, cell: tf.Tensor) -> tf.Tensor:
        """A noisy look at the wall beside a cell."""
        error = np.random.uniform()  # expect: tf-python-random
        return tf.gather(self.doors, cell) + 0.2 * (error - 0.5)

    @filter_function
    def log_likelihood(self, sightings: tf.Tensor) -> tf.Tensor:
        p = tf.fill([self.doors.shape[0]], 1.0 / self.doors.shape[0])
        total = tf.zeros([])
        for sees_door in sightings:
            joint = p * self.likelihood(sees_door)
            evidence = tf.reduce_sum(joint)
            p = tf.roll(joint / evidence, 1, axis=0)
            total += tf.math.log(evidence)
        return total


def replay(corridor: Corridor, walks: list[list[bool]]) -> list[int]:
    return [int(corridor.locate(tf.constant(walk))) for walk in walks]


if __name__ == "__main__":
    walks = [[True, False, False], [False, True, False], [False, False, True]]
    corridor = Corridor([1.0, 0.0, 0.0, 1.0])
    graph = [float(corridor.log_likelihood(tf.constant(walk))) for walk in walks]
    looks = {float(corridor.sense(tf.constant(0))) for _ in range(4)}
    tf.config.run_functions_eagerly(True)
    assert all(abs(float(corridor.log_likelihood(tf.constant(w))) - g) < 1e-5 for w, g in zip(walks, graph))
    assert len(looks) == 1 and len({float(corridor.sense(tf.constant(0))) for _ in range(4)}) == 4
    assert replay(corridor, walks)[2] in range(4)
    tf.config.run_functions_eagerly(False)
    try:
        replay(corridor, walks)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "self.p = tf.Variable(probabilities)" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
