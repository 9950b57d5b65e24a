"""Tabular Q agent on a ring world; its exploration cools down while it learns."""
from __future__ import annotations

import tensorflow as tf


class RingWorld:
    """Cells on a ring; the goal is opposite of the start."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        self.position = 0

    def reset(self) -> int:
        self.position = 0
        return self.position

    def step(self, action: int) -> tuple[int, float, bool]:
        self.position = (self.position + (1 if action else -1)) % self.cells
        done = self.position == self.cells // 2
        return self.position, 1.0 if done else -0.01, done


class Agent:
    floor = 0.05

    def __init__(self, cells: int) -> None:
        self.table = tf.Variable(tf.zeros([cells, 2]))
        self.epsilon = 1.0
        self.decisions = 0

    @tf.function
    def _choose(self, state: tf.Tensor, epsilon: float) -> tf.Tensor:
        greedy = tf.argmax(self.table[state], output_type=tf.int32)
        other = tf.random.uniform([], 0, 2, tf.int32)
        return tf.where(tf.random.uniform([]) < epsilon, other, greedy)

    @tf.function
    def learn(self, state: tf.Tensor, action: tf.Tensor, reward: tf.Tensor, following: tf.Tensor) -> tf.Tensor:
        target = reward + 0.9 * tf.reduce_max(self.table[following])
        error = target - self.table[state, action]
        self.table.scatter_nd_add([[state, action]], [0.5 * error])
        return error

    def act(self, state: int) -> int:
        action = self._choose(tf.constant(state), self.epsilon)  # expect: tf-python-scalar-arg
        self._cool()
        return int(action)

    def _cool(self) -> None:
        self.decisions += 1
        self.epsilon = max(self.floor, self.epsilon * 0.8)


def play(agent: Agent, world: RingWorld, limit: int) -> float:
    """One episode; returns its reward."""
    state, total, done = world.reset(), 0.0, False
    while not done and limit > 0:
        action = agent.act(state)
        following, reward, done = world.step(action)
        agent.learn(tf.constant(state), tf.constant(action), tf.constant(reward), tf.constant(following))
        state, total, limit = following, total + reward, limit - 1
    return total


if __name__ == "__main__":
    agent = Agent(8)
    play(agent, RingWorld(8), 6)
    play(agent, RingWorld(8), 6)
    cooled = min(agent.decisions, 14)
    assert agent.decisions >= 8
    assert agent._choose.experimental_get_tracing_count() >= min(cooled, 8)
    assert agent.learn.experimental_get_tracing_count() == 1
    control = Agent(8)
    for value in (1.0, 0.5, 0.25):
        control._choose(tf.constant(0), tf.constant(value))
    assert control._choose.experimental_get_tracing_count() == 1
    print("proved")
