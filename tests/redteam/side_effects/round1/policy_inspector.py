"""Evaluation of a deterministic policy, with a hook to look into suspicious activations."""

from __future__ import annotations

import argparse
import pdb
from unittest import mock

import tensorflow as tf


class ActorNetwork(tf.Module):
    """Two tanh layers, actions in [-limit, limit]."""

    def __init__(self, obs_dim: int, act_dim: int, limit: float = 2.0):
        super().__init__(name="actor")
        self.w1 = tf.Variable(tf.random.stateless_normal([obs_dim, 8], [0, 1]))
        self.w2 = tf.Variable(tf.random.stateless_normal([8, act_dim], [0, 2]))
        self.limit = limit

    def hidden(self, obs):
        return tf.tanh(tf.matmul(obs, self.w1))

    def __call__(self, obs):
        return self.limit * tf.tanh(tf.matmul(self.hidden(obs), self.w2))


class PolicyEvaluator:
    """Scores a policy against a linear reward; compiled unless asked not to."""

    def __init__(self, actor: ActorNetwork, use_graph: bool = True, inspect: bool = False):
        self.actor = actor
        self.inspect = inspect
        self.evaluate = tf.function(self._evaluate) if use_graph else self._evaluate

    def _look(self, hidden):
        """Stop here to see the hidden activations."""
        if self.inspect:
            saturated = tf.reduce_mean(tf.cast(tf.abs(hidden) > 0.99, tf.float32))
            pdb.set_trace()  # expect: tf-debugger
            return saturated
        return tf.zeros([])

    def _evaluate(self, obs, target):
        hidden = self.actor.hidden(obs)
        saturated = self._look(hidden)
        action = self.actor(obs)
        reward = -tf.reduce_mean(tf.square(action - target))
        return reward, saturated


def parse_options(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("--no-graph", action="store_true")
    parser.add_argument("--inspect", action="store_true")
    return parser.parse_args(argv)


if __name__ == "__main__":
    stops = []

    def counting_stop():
        stops.append(1)

    counts = {}
    for argv in (["--inspect", "--no-graph"], ["--inspect"], []):
        options = parse_options(argv)
        evaluator = PolicyEvaluator(ActorNetwork(3, 1), not options.no_graph, options.inspect)  # allow: tf-function-in-loop
        stops.clear()
        with mock.patch.object(pdb, "set_trace", new=counting_stop):
            for seed in range(3):
                obs = tf.random.stateless_normal([4, 3], [seed, 9])
                evaluator.evaluate(obs, tf.ones([4, 1]))
        counts[tuple(argv)] = len(stops)
    assert counts == {("--inspect", "--no-graph"): 3, ("--inspect",): 1, (): 0}, counts
    print("proved")
