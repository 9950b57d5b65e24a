"""Actors that share an interface; the talkative ones are never compiled."""

from __future__ import annotations

import contextlib
import io
import random

import numpy as np
import tensorflow as tf


class Actor:
    """Acts in Python: logs, counts, keeps a history."""

    def __init__(self, seed: int = 0):
        self.history = []
        self.steps = 0
        self.weights = tf.Variable(tf.random.stateless_normal([3, 2], [seed, 9]))

    def explore(self, logits):
        """Adds Python noise now and then."""
        if random.random() < 0.5:
            print("exploring")
            return tf.zeros_like(logits)
        return logits

    def record(self, observation, action):
        self.history.append((observation, action))
        self.steps += 1

    def logits(self, observation):
        return tf.linalg.matvec(self.weights, observation, transpose_a=True)

    def act(self, observation):
        logits = self.explore(self.logits(observation))
        action = tf.argmax(logits)
        self.record(observation, action)
        return action


class GraphActor(Actor):
    """Overrides everything that acts on Python state."""

    def __init__(self, seed: int = 0):
        super().__init__(seed)
        self.visits = tf.Variable(tf.zeros([2]))
        self.act = tf.function(super().act)

    def explore(self, logits):
        return logits + 0.1 * self.visits[::-1]

    def record(self, observation, action):
        del observation
        self.visits.assign_add(tf.one_hot(action, 2))


class FrozenActor(GraphActor):
    """Neither explores nor records."""

    def explore(self, logits):
        return logits

    def record(self, observation, action):
        """Nothing."""


class Journal:
    """Another class with a method called record, used by the loop below."""

    def __init__(self):
        self.rows = []

    def record(self, observation, action):
        self.rows.append((observation.numpy().tolist(), int(action)))


def play(actor: Actor, steps: int = 5):
    journal = Journal()
    for i in range(steps):
        observation = tf.random.stateless_normal([3], [i, 2])
        journal.record(observation, actor.act(observation))
    return journal.rows


if __name__ == "__main__":
    for kind in (GraphActor, FrozenActor):
        tf.config.run_functions_eagerly(True)
        eager = kind(1)
        eager_rows = play(eager)
        tf.config.run_functions_eagerly(False)
        graph = kind(1)
        assert play(graph) == eager_rows
        np.testing.assert_allclose(graph.visits, eager.visits)
        assert graph.steps == 0 and graph.history == []
    with contextlib.redirect_stdout(io.StringIO()):
        talkative = Actor(1)
        play(talkative)
    assert talkative.steps == len(talkative.history) == 5
    print("proved")
