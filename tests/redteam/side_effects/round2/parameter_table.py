"""Tabular Q-learning on a table whose Python interface hides variables."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class QTable:
    """Looks like a mapping from states to rows, and stores them in one variable."""

    def __init__(self, states: int, actions: int):
        self._values = tf.Variable(tf.zeros([states, actions]), trainable=False)
        self._temperature = tf.Variable(1.0, trainable=False)
        self._writes = tf.Variable(0, trainable=False)

    def __getitem__(self, state):
        return tf.gather(self._values, state)

    def update(self, state, action, value):
        index = tf.stack([state, action])[None]
        self._values.scatter_nd_update(index, [value])
        self._writes.assign_add(1)

    def add(self, other: QTable, rate):
        self._values.assign((1.0 - rate) * self._values + rate * other._values)

    @property
    def temperature(self):
        return self._temperature.read_value()

    @temperature.setter
    def temperature(self, value):
        self._temperature.assign(value)

    @property
    def writes(self) -> int:
        return int(self._writes)

    def as_array(self) -> np.ndarray:
        return self._values.numpy()


class QLearner:
    """Boltzmann exploration, one transition at a time."""

    def __init__(self, states: int, actions: int, gamma: float = 0.9, lr: float = 0.5):
        self.table = QTable(states, actions)
        self.target = QTable(states, actions)
        self.gamma = gamma
        self.lr = lr

    def policy(self, state):
        """Action probabilities in a state; eager."""
        return tf.nn.softmax(self.table[state] / self.table.temperature)

    @tf.function
    def learn(self, state, action, reward, next_state):
        table = self.table
        bootstrap = reward + self.gamma * tf.reduce_max(self.target[next_state])
        error = bootstrap - table[state][action]
        table.update(state, action, table[state][action] + self.lr * error)
        table.temperature = tf.maximum(0.1, table.temperature * 0.95)
        self.target.add(table, 0.5)
        if tf.abs(error) > 1.0:
            table.temperature = 1.0
        return error


TRANSITIONS = ((0, 1, 0.0, 1), (1, 0, 1.0, 2), (2, 1, 2.0, 0), (0, 1, 0.0, 1), (1, 0, 1.0, 2))


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    learner = QLearner(3, 2)
    errors, temperatures = [], []
    for s, a, r, s_next in TRANSITIONS:
        error = learner.learn(tf.constant(s), tf.constant(a), tf.constant(r), tf.constant(s_next))
        errors.append(float(error))
        temperatures.append(float(learner.table.temperature))
    probabilities = learner.policy(tf.constant(0)).numpy()
    tf.config.run_functions_eagerly(False)
    return errors, temperatures, probabilities, learner.table.as_array(), learner.table.writes


if __name__ == "__main__":
    for eager_part, graph_part in zip(drive(True), drive(False), strict=True):
        np.testing.assert_allclose(eager_part, graph_part, rtol=1e-5, atol=1e-6)
    print("proved")
