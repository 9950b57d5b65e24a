"""Boltzmann exploration on a bandit; the temperature follows a schedule."""
from __future__ import annotations

from typing import Iterator

import numpy as np
import tensorflow as tf


class Bandit:
    def __init__(self, arms: int, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.means = np.linspace(-1.0, 1.0, arms)

    def pull(self, arm: int) -> np.float32:
        return np.float32(self.rng.normal(self.means[arm], 0.1))


class Boltzmann:
    """Preferences over arms, sampled at a temperature."""

    def __init__(self, arms: int) -> None:
        self.values = tf.Variable(tf.zeros([arms]))
        self.pulls = tf.Variable(tf.zeros([arms]))
        self.rate = np.float32(0.5)
        self.chosen: list[int] = []

    @tf.function
    def _sample(self, temperature: np.float32, number: np.int64) -> tf.Tensor:
        logits = self.values / temperature
        seed = tf.stack([number, 7])
        return tf.argmax(logits - tf.math.log(-tf.math.log(
            tf.random.stateless_uniform(tf.shape(logits), seed, 1e-6, 1.0 - 1e-6))))

    @tf.function
    def _credit(self, arm: tf.Tensor, reward: tf.Tensor, rate: tf.Tensor) -> tf.Tensor:
        self.pulls.scatter_nd_add([[arm]], [1.0])
        step = rate * (reward - self.values[arm])
        self.values.scatter_nd_add([[arm]], [step])
        return step

    def turn(self, bandit: Bandit, temperature: np.float32, number: np.int64) -> None:
        arm = self._sample(temperature, number)
        self.chosen.append(int(arm))
        self._credit(arm, bandit.pull(int(arm)), tf.constant(self.rate))
        self.rate = np.float32(self.rate * 0.98)


def schedule(start: float, stop: float, turns: int) -> Iterator[tuple[np.int64, np.float32]]:
    temperatures = np.geomspace(start, stop, turns).astype(np.float32)
    yield from zip(np.arange(turns), temperatures)


def run(turns: int) -> Boltzmann:
    agent, bandit = Boltzmann(4), Bandit(4, 0)
    for number, temperature in schedule(2.0, 0.1, turns):
        agent.turn(bandit, temperature, number)
    return agent


if __name__ == "__main__":
    agent = run(12)
    assert len(agent.chosen) == 12 and float(tf.reduce_sum(agent.pulls)) == 12.0
    assert agent._sample.experimental_get_tracing_count() == 1
    assert agent._credit.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    reference = run(12)
    assert reference.chosen == agent.chosen
    np.testing.assert_allclose(reference.values, agent.values, rtol=1e-4)
    print("proved")
