"""Curriculum learning: the second phase weighs samples by a learned difficulty."""
from __future__ import annotations

import tensorflow as tf


class CurriculumTrainer:
    """Least squares with an optional difficulty weighting.

    Args:
        width: number of features.
        batch: number of samples of a batch (fixed).
    """

    def __init__(self, width: int, batch: int) -> None:
        self.batch = batch
        self.weights = tf.Variable(tf.zeros([width, 1]))
        self.velocity = None
        self.difficulty = None

    @tf.function
    def step(self, x: tf.Tensor, y: tf.Tensor, weighted: bool = False) -> tf.Tensor:
        if self.velocity is None:
            self.velocity = tf.Variable(tf.zeros_like(self.weights))
        if weighted and self.difficulty is None:
            self.difficulty = tf.Variable(tf.ones([self.batch, 1]))  # expect: tf-late-state-creation
        with tf.GradientTape() as tape:
            errors = tf.square(tf.matmul(x, self.weights) - y)
            scale = self.difficulty if weighted else 1.0
            loss = tf.reduce_mean(scale * errors)
        gradient = tape.gradient(loss, self.weights)
        self.velocity.assign(0.9 * self.velocity - 0.01 * gradient)
        self.weights.assign_add(self.velocity)
        if weighted:
            self.difficulty.assign(0.9 * self.difficulty + 0.1 * errors)
        return loss


def run_phases(trainer: CurriculumTrainer, x: tf.Tensor, y: tf.Tensor) -> list[float]:
    warm = [float(trainer.step(x, y)) for _ in range(3)]
    hard = [float(trainer.step(x, y, weighted=True)) for _ in range(3)]
    return warm + hard


if __name__ == "__main__":
    x = tf.reshape(tf.range(8.0), [4, 2]) / 8.0
    y = tf.ones([4, 1])
    tf.config.run_functions_eagerly(True)
    assert len(run_phases(CurriculumTrainer(2, 4), x, y)) == 6
    tf.config.run_functions_eagerly(False)
    trainer = CurriculumTrainer(2, 4)
    for _ in range(3):
        trainer.step(x, y)
    assert isinstance(trainer.velocity, tf.Variable), "the variable of the first call is fine"
    try:
        trainer.step(x, y, weighted=True)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("a variable that first appears on a later trace must be refused")
    print("proved")
