"""Soft decision rules; the first batch sets the scale of the features."""

from __future__ import annotations

import tensorflow as tf


def gate(x, threshold, sharpness: float = 4.0):
    return tf.sigmoid(sharpness * (x - threshold))


def coverage(memberships):
    """Mean membership; counts its evaluations on the function itself."""
    coverage.calls += 1  # expect: tf-attribute-mutation
    return tf.reduce_mean(memberships)


coverage.calls = 0


class RuleSet:
    """Conjunctions of threshold rules."""

    def __init__(self, thresholds):
        self.thresholds = tf.Variable(thresholds)
        self.warm = False
        self.temperature = 1.0

    def memberships(self, x):
        return tf.reduce_prod(gate(x, self.thresholds), axis=-1)

    def anneal(self):
        setattr(self, "temperature", 0.5 * self.temperature)  # expect: tf-attribute-mutation

    @tf.function
    def score(self, x):
        """Scores of a batch; the first batch only warms up and scores zero."""
        covered = coverage(self.memberships(x))
        if not self.warm:
            self.warm = True  # expect: tf-attribute-mutation
            return tf.zeros([])
        return covered

    @tf.function
    def soft_score(self, x):
        self.anneal()
        return coverage(self.memberships(x) ** (1.0 / self.temperature))


def run(eager: bool):
    tf.config.run_functions_eagerly(eager)
    coverage.calls = 0
    rules = RuleSet([0.0, 0.5])
    scores, soft = [], []
    for seed in range(4):
        x = tf.random.stateless_uniform([5, 2], [seed, 8])
        scores.append(float(rules.score(x)))
        soft.append(float(rules.soft_score(x)))
    return scores, rules.temperature, coverage.calls


if __name__ == "__main__":
    eager, graph = run(True), run(False)
    assert eager[0][0] == 0.0 and all(score > 0.0 for score in eager[0][1:]), eager
    assert graph[0] == [0.0] * 4, graph
    assert eager[1:] == (0.5**4, 8), eager
    assert graph[1:] == (0.5, 2), graph
    print("proved")
