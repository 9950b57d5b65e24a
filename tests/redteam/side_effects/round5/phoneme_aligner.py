"""Dynamic time warping of phoneme posteriors against a reference."""

from __future__ import annotations

import builtins
import pdb

import numpy as np
import tensorflow as tf


def soft_minimum(values, gamma: float):
    return -gamma * tf.reduce_logsumexp(-tf.stack(values) / gamma)


class Aligner:
    """Soft-DTW between two short sequences of the same width."""

    def __init__(self, gamma: float = 0.1, inspect: bool = False):
        self.gamma = gamma
        self.inspect = inspect

    def costs(self, left, right):
        difference = left[:, None, :] - right[None, :, :]
        return tf.reduce_sum(difference**2, axis=-1)

    def pause(self, table):
        if self.inspect:
            pdb.set_trace()  # expect: tf-debugger
        return table

    def align(self, left, right):
        cost = self.pause(self.costs(left, right))
        rows, columns = cost.shape
        infinity = tf.constant(1e6)
        above = [tf.zeros([])] + [infinity] * columns
        for i in range(rows):
            row = [infinity]
            for j in range(columns):
                best = soft_minimum([above[j], above[j + 1], row[j]], self.gamma)
                row.append(cost[i, j] + best)
            above = row
        return above[-1]


class BatchAligner(Aligner):
    def __init__(self, **options):
        super().__init__(**options)
        self.calibration = tf.Variable(1.0)

    @tf.function
    def distance(self, left, right):
        return self.calibration * self.align(left, right)

    @tf.function
    def calibrate(self, left):
        factor = float(input("calibration factor: "))  # expect: tf-debugger
        self.calibration.assign(factor)
        return factor * tf.norm(left)


def session(eager: bool):
    tf.config.run_functions_eagerly(eager)
    stops, answers = [], iter(["1.0", "2.0", "4.0"])
    pdb.set_trace = lambda *_, **__: stops.append(1)
    builtins.input = lambda _prompt: next(answers)
    aligner = BatchAligner(inspect=True)
    left, right = tf.ones([3, 2]), tf.zeros([4, 2])
    distances = [float(aligner.distance(left, right)) for _ in range(3)]
    factors = []
    for _ in range(3):
        aligner.calibrate(left)
        factors.append(float(aligner.calibration))
    tf.config.run_functions_eagerly(False)
    return distances, len(stops), factors


if __name__ == "__main__":
    eager, traced = session(True), session(False)
    np.testing.assert_allclose(eager[0], traced[0], rtol=1e-4)
    assert (eager[1], traced[1]) == (3, 1)
    assert eager[2] == [1.0, 2.0, 4.0] and traced[2] == [1.0, 1.0, 1.0]
    print("proved")
