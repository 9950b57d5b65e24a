"""Monte-Carlo value learning with a ledger of what happened in the episodes."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

GAMMA = 0.9
EPISODES = 0
RETURNS: list[float] = []


class Ledger:
    """Smooths the returns for a report; it has a ``gamma`` of its own."""

    def __init__(self) -> None:
        self.gamma = 0.5
        self.average = 0.0

    def record(self, value: float) -> None:
        global EPISODES
        EPISODES += 1
        RETURNS.append(value)
        self.average = self.gamma * self.average + (1.0 - self.gamma) * value
        self.gamma = min(0.99, self.gamma + 0.1)


class Learner:
    def __init__(self, states: int, gamma: float = GAMMA) -> None:
        self.gamma = gamma
        self.values = tf.Variable(tf.zeros([states]))
        self.updates = 0

    @tf.function
    def learn(self, states: tf.Tensor, rewards: tf.Tensor) -> tf.Tensor:
        def backward(later: tf.Tensor, reward: tf.Tensor) -> tf.Tensor:
            return reward + self.gamma * later

        returns = tf.scan(backward, rewards, initializer=0.0, reverse=True)
        errors = returns - tf.gather(self.values, states)
        self.values.scatter_nd_add(states[:, tf.newaxis], 0.5 * errors)
        return returns[0] * GAMMA


def rehearse(length: int) -> list[float]:
    """Undiscounted and discounted sums for the report."""
    sums = []
    for GAMMA in (1.0, 0.5, 0.1):
        sums.append(sum(GAMMA**k for k in range(length)))
    return sums


def train(learner: Learner, ledger: Ledger, episodes: int) -> np.ndarray:
    rng = np.random.default_rng(8)
    for _ in range(episodes):
        states = tf.constant(rng.integers(0, 3, size=4), tf.int32)
        rewards = tf.constant(rng.normal(size=4), tf.float32)
        ledger.record(float(learner.learn(states, rewards)))
        learner.updates += 1
    return learner.values.numpy()


if __name__ == "__main__":
    learner, ledger = Learner(3), Ledger()
    graph = train(learner, ledger, 5)
    assert learner.learn.experimental_get_tracing_count() == 1
    assert EPISODES == len(RETURNS) == learner.updates == 5 and len(set(RETURNS)) == 5
    assert rehearse(2) == [2.0, 1.5, 1.1]
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(train(Learner(3), Ledger(), 5), graph, rtol=1e-5)
    np.testing.assert_allclose(RETURNS[:5], RETURNS[5:], rtol=1e-5)
    print("proved")
