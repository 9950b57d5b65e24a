"""Epsilon-greedy agent on a corridor, with a linear exploration schedule."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class CorridorAgent:
    def __init__(self, cells: int, epsilon: float = 1.0) -> None:
        self.cells = cells
        self.epsilon = epsilon
        self.values = tf.Variable(tf.random.stateless_uniform([cells, 2], seed=(1, 2)))

    @tf.function
    def act(self, cells: tf.Tensor, noise: tf.Tensor) -> tf.Tensor:
        """Greedy moves, and random ones where the noise is below epsilon."""
        greedy = tf.argmax(tf.gather(self.values, cells), axis=-1, output_type=tf.int32)
        random = tf.cast(noise * 1000.0, tf.int32) % 2
        explore = noise < self.epsilon  # expect: tf-attribute-read
        return tf.where(explore, random, greedy)

    @tf.function
    def learn(self, cells: tf.Tensor, moves: tf.Tensor, rewards: tf.Tensor) -> tf.Tensor:
        index = tf.stack([cells, moves], axis=1)
        errors = rewards - tf.gather_nd(self.values, index)
        self.values.scatter_nd_add(index, 0.1 * errors)
        return tf.reduce_mean(tf.abs(errors))


def linear(start: float, stop: float, episodes: int):
    for episode in range(episodes):
        yield start + (stop - start) * episode / max(1, episodes - 1)


def train(agent: CorridorAgent, episodes: int) -> list[float]:
    """Share of greedy moves in every episode."""
    noise = tf.random.stateless_uniform([agent.cells], seed=(3, 4))
    cells = tf.range(agent.cells)
    shares = []
    for epsilon in linear(1.0, 0.0, episodes):
        agent.epsilon = epsilon
        moves = agent.act(cells, noise)
        greedy = tf.argmax(agent.values, axis=-1, output_type=tf.int32)
        shares.append(float(tf.reduce_mean(tf.cast(moves == greedy, tf.float32))))
        agent.learn(cells, moves, tf.cast(moves, tf.float32) - 0.5)
    return shares


if __name__ == "__main__":
    agent = CorridorAgent(200)
    shares = train(agent, 5)
    assert agent.epsilon == 0.0 and agent.act.experimental_get_tracing_count() == 1
    assert shares[-1] < 1.0, shares
    tf.config.run_functions_eagerly(True)
    explored = train(CorridorAgent(200), 5)
    assert explored[-1] == 1.0, explored
    assert np.isclose(shares[0], explored[0])
    print("proved")
