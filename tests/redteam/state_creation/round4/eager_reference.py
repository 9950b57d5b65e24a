"""Reference and compiled implementations of the same agents; only one class of the two is compiled."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def compiled(fn):
    """Marks code that could be compiled one day; does nothing at present."""
    fn.is_marked = True
    return fn


class ReferenceAgent:
    """Plain Python, easy to follow, allocates as it likes."""

    def __init__(self, arms: int) -> None:
        self.values = tf.Variable(tf.zeros([arms]))
        self.history: list[float] = []
        self.pulls = 0

    @compiled
    def step(self, arm: tf.Tensor, reward: tf.Tensor) -> tf.Tensor:
        self.pulls += 1
        scratch = tf.Variable(self.values)
        scratch.scatter_nd_add([[arm]], [0.5 * (reward - self.values[int(arm)])])
        self.values = tf.Variable(scratch)
        self.history.append(float(reward))
        return self.policy()

    def policy(self) -> tf.Tensor:
        temperature = tf.Variable(1.0)
        temperature.assign(temperature * 0.5)
        return keras.layers.Softmax()(self.values / temperature)


class CompiledAgent:
    def __init__(self, arms: int) -> None:
        self.values = tf.Variable(tf.zeros([arms]))
        self.pulls = tf.Variable(0)

    @tf.function
    def step(self, arm: tf.Tensor, reward: tf.Tensor) -> tf.Tensor:
        self.pulls.assign_add(1)
        error = reward - tf.gather(self.values, arm)
        self.values.scatter_nd_add([[arm]], [0.5 * error])
        return self.policy()

    def policy(self) -> tf.Tensor:
        return tf.nn.softmax(self.values / 0.5)


class Comparison:
    """Runs both and measures how far they are apart."""

    def __init__(self, arms: int) -> None:
        self.agents = [ReferenceAgent(arms), CompiledAgent(arms)]
        self.gaps: list[float] = []

    def step(self, arm: int, reward: float) -> np.ndarray:
        first, second = [agent.step(tf.constant(arm), tf.constant(reward)) for agent in self.agents]
        self.gaps.append(float(tf.reduce_max(tf.abs(first - second))))
        return second.numpy()


def play(rewards: list[tuple[int, float]]) -> tuple[np.ndarray, Comparison]:
    comparison = Comparison(3)
    return np.stack([comparison.step(arm, reward) for arm, reward in rewards]), comparison


if __name__ == "__main__":
    pulls = [(0, 1.0), (1, 0.5), (0, 2.0), (2, -1.0)]
    graph, comparison = play(pulls)
    assert max(comparison.gaps) < 1e-6
    reference, fast = comparison.agents
    assert reference.pulls == int(fast.pulls) == len(reference.history) == 4
    tf.config.run_functions_eagerly(True)
    eager, _ = play(pulls)
    np.testing.assert_allclose(eager, graph, rtol=1e-6)
    print("proved")
