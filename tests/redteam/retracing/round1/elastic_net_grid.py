"""Grid search over the two penalties of an elastic net."""
from itertools import product
from typing import NamedTuple

import numpy as np
import tensorflow as tf


class Penalty(NamedTuple):
    l1: float
    l2: float


class Problem:
    """A regression problem with a held-out part."""

    def __init__(self, rows=32, width=4, seed=1):
        generator = np.random.default_rng(seed)
        features = generator.normal(size=[rows, width]).astype(np.float32)
        truth = np.linspace(-1.0, 1.0, width, dtype=np.float32)[:, None]
        targets = features @ truth
        half = rows // 2
        self.train = tf.constant(features[:half]), tf.constant(targets[:half])
        self.held_out = tf.constant(features[half:]), tf.constant(targets[half:])
        self.width = width


@tf.function
def shrink_step(weights, features, targets, penalty):
    """One proximal gradient step; the weights are returned."""
    residual = tf.matmul(features, weights) - targets
    gradient = tf.matmul(features, residual, transpose_a=True) / 16.0
    moved = weights - 0.1 * (gradient + penalty.l2 * weights)
    return tf.sign(moved) * tf.nn.relu(tf.abs(moved) - 0.1 * penalty.l1)


class Search:
    def __init__(self, problem, steps=5):
        self.problem = problem
        self.steps = steps

    def solve(self, penalty):
        weights = tf.zeros([self.problem.width, 1])
        for _ in range(self.steps):
            weights = shrink_step(weights, *self.problem.train, penalty)  # expect: tf-python-container-arg
        return weights

    def score(self, penalty):
        features, targets = self.problem.held_out
        residual = tf.matmul(features, self.solve(penalty)) - targets
        return float(tf.reduce_mean(tf.square(residual)))

    def best(self, l1_values, l2_values):
        settings = [Penalty(l1, l2) for l1, l2 in product(l1_values, l2_values)]
        return min(settings, key=self.score)


def main():
    return Search(Problem()).best([0.0, 0.01, 0.1], [0.0, 0.05, 0.5])


if __name__ == "__main__":
    best = main()
    assert isinstance(best, Penalty)
    assert shrink_step.experimental_get_tracing_count() == 9
    control = tf.function(shrink_step.python_function)
    problem = Problem()
    for l1, l2 in product([0.0, 0.01, 0.1], [0.0, 0.05, 0.5]):
        control(tf.zeros([4, 1]), *problem.train, Penalty(tf.constant(l1), tf.constant(l2)))
    assert control.experimental_get_tracing_count() == 1
    print("proved")
