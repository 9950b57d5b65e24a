"""Assigns visitors to variants of an experiment, reproducibly for each cohort."""
from __future__ import annotations

import tensorflow as tf


class Experiment(tf.Module):
    """Thompson sampling over a few variants."""

    def __init__(self, variants: int, seed: int) -> None:
        super().__init__()
        self.variants = variants
        self.rng = tf.random.Generator.from_seed(seed)
        self.wins = tf.Variable(tf.ones([variants]))
        self.losses = tf.Variable(tf.ones([variants]))

    def _rate(self, noise: tf.Tensor) -> tf.Tensor:
        mean = self.wins / (self.wins + self.losses)
        return mean + 0.01 * noise

    def _cohort_noise(self, visitors: int) -> tf.Tensor:
        """Noise of a cohort, independent of what other cohorts draw."""
        cohort, holdout = self.rng.split(2)  # expect: tf-variable-creation
        shared = holdout.normal([self.variants])
        return cohort.normal([visitors, self.variants]) + shared

    @tf.function
    def assign(self, scores: tf.Tensor) -> tf.Tensor:
        noise = self.rng.normal(tf.shape(scores))
        return tf.argmax(self._rate(noise) + scores, axis=-1)

    @tf.function
    def assign_cohort(self, scores: tf.Tensor) -> tf.Tensor:
        noise = self._cohort_noise(scores.shape[0])
        return tf.argmax(self._rate(noise) + scores, axis=-1)

    @tf.function
    def record(self, variant: tf.Tensor, converted: tf.Tensor) -> None:
        chosen = tf.one_hot(variant, self.variants)
        self.wins.assign_add(chosen * converted)
        self.losses.assign_add(chosen * (1.0 - converted))


def simulate(experiment: Experiment, rounds: int) -> list[int]:
    picks = []
    for _ in range(rounds):
        variant = experiment.assign(tf.zeros([1, experiment.variants]))[0]
        experiment.record(variant, tf.constant(1.0))
        picks.append(int(variant))
    return picks


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    expected = simulate(Experiment(3, 7), 4)
    reference = Experiment(3, 7)
    for _ in range(3):
        assert reference.assign_cohort(tf.zeros([2, 3])).shape == (2,)
    tf.config.run_functions_eagerly(False)
    experiment = Experiment(3, 7)
    assert simulate(experiment, 4) == expected
    try:
        experiment.assign_cohort(tf.zeros([2, 3]))
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
