"""Epsilon-greedy bandits whose exploration rate falls over time."""

from __future__ import annotations

import random

import tensorflow as tf


class Decaying:
    """Gives its subclasses an exploration rate that decays geometrically."""

    rate = 0.9

    def __init__(self, epsilon: float):
        self.epsilon = epsilon

    def decay(self):
        setattr(self, "epsilon", self.epsilon * self.rate)  # expect: tf-attribute-mutation


class Bandit(Decaying):
    def __init__(self, arms: int, seed: int):
        super().__init__(epsilon=0.8)
        self.arms = arms
        self.values = tf.Variable(tf.zeros([arms]))
        self.pulls = tf.Variable(tf.zeros([arms]))
        self._coin = random.Random(seed)
        self.choose = tf.function(self._choose)

    def _explores(self) -> bool:
        return self._coin.random() < self.epsilon  # expect: tf-python-random

    def _choose(self, seed):
        """Picks an arm; also tells whether it was picked at random."""
        explores = self._explores()
        if explores:
            arm = tf.random.stateless_uniform([], seed, maxval=self.arms, dtype=tf.int32)
        else:
            arm = tf.argmax(self.values, output_type=tf.int32)
        self.decay()
        return arm, tf.constant(explores)

    @tf.function
    def learn(self, arm, reward):
        self.pulls.scatter_nd_add([[arm]], [1.0])
        step = (reward - self.values[arm]) / self.pulls[arm]
        self.values.scatter_nd_add([[arm]], [step])


def play(eager: bool, turns: int = 12):
    tf.config.run_functions_eagerly(eager)
    bandit = Bandit(arms=4, seed=3)
    explored = []
    for turn in range(turns):
        arm, random_choice = bandit.choose(tf.constant([turn, 1]))
        bandit.learn(arm, tf.cast(arm, tf.float32))
        explored.append(bool(random_choice))
    tf.config.run_functions_eagerly(False)
    return explored, bandit.epsilon


if __name__ == "__main__":
    explored, epsilon = play(eager=True)
    assert set(explored) == {True, False} and abs(epsilon - 0.8 * 0.9**12) < 1e-9
    explored, epsilon = play(eager=False)
    assert len(set(explored)) == 1 and abs(epsilon - 0.8 * 0.9) < 1e-9
    print("proved")
