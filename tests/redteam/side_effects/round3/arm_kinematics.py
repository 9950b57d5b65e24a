"""Inverse kinematics of a planar arm by damped least squares."""

from __future__ import annotations

import itertools

import numpy as np
import tensorflow as tf


class Arm:
    """A chain of links of given lengths."""

    def __init__(self, lengths):
        self.lengths = tf.constant(lengths, tf.float32)

    def tip(self, angles):
        heading = tf.cumsum(angles)
        return tf.stack(
            [
                tf.reduce_sum(self.lengths * tf.cos(heading)),
                tf.reduce_sum(self.lengths * tf.sin(heading)),
            ]
        )


class Annealing:
    """Cycles through damping factors, one a solver step."""

    def __init__(self, factors=(1.0, 0.5, 0.1)):
        self._factors = itertools.cycle(factors)

    def draw(self):
        return next(self._factors)  # expect: tf-iterator-advance


class Solver:
    """Moves the joints toward a target position."""

    def __init__(self, arm: Arm, damping: Annealing):
        self.arm = arm
        self.damping = damping

    def jacobian(self, angles):
        with tf.GradientTape() as tape:
            tape.watch(angles)
            tip = self.arm.tip(angles)
        return tip, tape.jacobian(tip, angles)

    @tf.function
    def step(self, angles, target):
        tip, jac = self.jacobian(angles)
        factor = self.damping.draw()
        gram = tf.matmul(jac, jac, transpose_b=True) + factor * tf.eye(2)
        delta = tf.linalg.matvec(jac, tf.linalg.solve(gram, (target - tip)[:, None])[:, 0], transpose_a=True)
        return angles + delta, factor * tf.ones([])


def reach(solver: Solver, target, iterations: int = 5):
    angles, used = tf.constant([0.3, 0.2, 0.1]), []
    for _ in range(iterations):
        angles, factor = solver.step(angles, target)
        used.append(round(float(factor), 3))
    return angles, used


if __name__ == "__main__":
    target = tf.constant([1.0, 1.2])
    arm = Arm([1.0, 0.8, 0.5])
    tf.config.run_functions_eagerly(True)
    eager_angles, eager = reach(Solver(arm, Annealing()), target)
    tf.config.run_functions_eagerly(False)
    graph_angles, graph = reach(Solver(arm, Annealing()), target)
    assert eager == [1.0, 0.5, 0.1, 1.0, 0.5], eager
    assert graph == [1.0] * 5, graph
    assert not np.allclose(eager_angles, graph_angles)
    print("proved")
