"""Self-play in which the rival is replaced by a copy of the learner."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class Policy(tf.Module):
    def __init__(self, weights: np.ndarray, name: str) -> None:
        super().__init__(name=name)
        self.weights = tf.Variable(weights, dtype=tf.float32)

    def score(self, boards: tf.Tensor) -> tf.Tensor:
        return tf.linalg.matvec(boards, self.weights)

    def clone(self, name: str) -> Policy:
        return Policy(self.weights.numpy(), name)


class League:
    """A learner and the rival it is trained against."""

    def __init__(self, width: int) -> None:
        self.learner = Policy(np.zeros(width), "learner")
        self.rival = self.learner.clone("generation0")
        self.generation = 0

    @tf.function
    def match(self, boards: tf.Tensor) -> tf.Tensor:
        """Improves the learner and returns its mean lead."""
        with tf.GradientTape() as tape:
            ours = self.learner.score(boards)
            theirs = self.rival.score(boards)  # expect: tf-attribute-read
            lead = tf.reduce_mean(ours - theirs)
        self.learner.weights.assign_add(tape.gradient(lead, self.learner.weights))
        return lead

    def advance(self) -> None:
        self.generation += 1
        self.rival = self.learner.clone(f"generation{self.generation}")


def compete(generations: int, matches: int = 2) -> list[float]:
    league = League(3)
    boards = tf.constant([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    leads = []
    for _ in range(generations):
        for _ in range(matches):
            lead = league.match(boards)
        leads.append(float(lead))
        league.advance()
    return leads


if __name__ == "__main__":
    growing = compete(3)
    assert growing[0] < growing[1] < growing[2], growing
    tf.config.run_functions_eagerly(True)
    level = compete(3)
    assert np.allclose(level, level[0]) and np.isclose(level[0], growing[0]), level
    print("proved")
