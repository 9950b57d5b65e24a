"""Pool-based active learning: a compiled scorer inside a talkative Python loop."""

from __future__ import annotations

import contextlib
import io
import json
import random
import time

import numpy as np
import tensorflow as tf


class ActiveLearner:
    """Picks the least certain points of a pool, asks an oracle, and fits again."""

    def __init__(self, pool, oracle, seed: int = 0):
        self.pool = pool
        self.oracle = oracle
        self.rng = random.Random(seed)
        self.labelled: dict[int, float] = {}
        self.timings: list[float] = []
        self.rounds = 0
        self.w = tf.Variable(tf.zeros([pool.shape[1]]))
        self._fit_step = tf.function(self._descend)

    # @tf.function
    def select(self, n: int) -> list[int]:
        """The points nearest to the decision boundary; ties are broken at random."""
        start = time.perf_counter()
        margins = tf.abs(self.score(self.pool)).numpy()
        open_points = [k for k in range(len(margins)) if k not in self.labelled]
        self.rng.shuffle(open_points)
        open_points.sort(key=lambda k: margins[k])
        self.timings.append(time.perf_counter() - start)
        return open_points[:n]

    @tf.function
    def score(self, x):
        return tf.linalg.matvec(x, self.w)

    def _descend(self, x, y):
        with tf.GradientTape() as tape:
            logits = tf.linalg.matvec(x, self.w)
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, logits))
        self.w.assign_sub(0.5 * tape.gradient(loss, self.w))
        return loss

    def ask(self, indices):
        for index in indices:
            self.labelled[index] = self.oracle(self.pool[index])
            print(f"asked for point {index}")

    def fit(self, steps: int = 3) -> float:
        """Some gradient steps on everything labelled so far."""
        indices = sorted(self.labelled)
        x = tf.gather(self.pool, indices)
        y = tf.constant([self.labelled[k] for k in indices])
        for _ in range(steps):
            loss = self._fit_step(x, y)
        self.rounds += 1
        return float(loss)

    def run(self, rounds: int, per_round: int = 2) -> list[float]:
        losses = []
        for _ in range(rounds):
            self.ask(self.select(per_round))
            losses.append(self.fit())
            print(json.dumps({"round": self.rounds, "loss": round(losses[-1], 3)}))
        return losses


def half_plane(point) -> float:
    return float(point[0] > 0.1)


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    learner = ActiveLearner(tf.random.stateless_normal([20, 2], [6, 6]), half_plane)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        losses = learner.run(4)
    tf.config.run_functions_eagerly(False)
    return losses, learner.w.numpy(), sorted(learner.labelled), out.getvalue().count("asked")


if __name__ == "__main__":
    for eager_part, graph_part in zip(drive(True), drive(False), strict=True):
        np.testing.assert_allclose(eager_part, graph_part, rtol=1e-4, atol=1e-6)
    print("proved")
