"""A balancing task that gets windier each time the controller copes."""
from __future__ import annotations

import tensorflow as tf


class Curriculum:
    """Knows how hard the task is at present."""

    def __init__(self, hardest: int) -> None:
        self.level = 1
        self.hardest = hardest

    def disturb(self, angles: tf.Tensor, gusts: tf.Tensor) -> tf.Tensor:
        return angles + 0.25 * self.level * gusts  # expect: tf-attribute-read

    def promote(self) -> None:
        if self.level < self.hardest:
            self.level += 1


class Arena:
    def __init__(self, curriculum: Curriculum, gain: float = 0.5) -> None:
        self.curriculum = curriculum
        self.gain = gain
        self.rollout = tf.function(self._rollout)

    def _rollout(self, angles: tf.Tensor, gusts: tf.Tensor) -> tf.Tensor:
        task = self.curriculum
        for _ in range(3):
            angles = self._correct(task.disturb(angles, gusts))
        return tf.reduce_mean(tf.abs(angles))

    def _correct(self, angles: tf.Tensor) -> tf.Tensor:
        return angles - self.gain * angles


def practise(rounds: int, bar: float) -> tuple[list[float], int]:
    curriculum = Curriculum(hardest=5)
    arena = Arena(curriculum)
    angles, gusts = tf.zeros([4]), tf.constant([1.0, -1.0, 0.5, -0.5])
    errors = []
    for _ in range(rounds):
        error = float(arena.rollout(angles, gusts))
        errors.append(error)
        if error < bar:
            curriculum.promote()
    return errors, curriculum.level


if __name__ == "__main__":
    errors, level = practise(5, bar=0.5)
    assert level == 5 and len(set(errors)) == 1, (errors, level)
    tf.config.run_functions_eagerly(True)
    harder, reached = practise(5, bar=0.5)
    assert harder[0] == errors[0] and harder[0] < harder[1] < harder[2], harder
    assert 1 < reached < 5, reached
    print("proved")
