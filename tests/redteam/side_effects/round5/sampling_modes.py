"""Samples from a categorical policy; modes are switched for the length of a block."""

from __future__ import annotations

import contextlib
import warnings

import numpy as np
import tensorflow as tf


class Policy(tf.Module):
    """A linear policy with a sampling temperature."""

    def __init__(self, actions: int):
        super().__init__()
        rng = np.random.default_rng(6)
        self.kernel = tf.Variable(rng.normal(size=(3, actions)), dtype=tf.float32)
        self.greedy = False

    @contextlib.contextmanager
    def deterministic(self):
        """Within the block the likeliest action is taken; afterwards all is as before."""
        before = self.greedy
        self.greedy = True
        try:
            yield self
        finally:
            self.greedy = before

    def act(self, observation, seed):
        logits = tf.matmul(observation, self.kernel)
        if self.greedy:
            return tf.argmax(logits, axis=1, output_type=tf.int32)
        return tf.random.stateless_categorical(logits, 1, seed, dtype=tf.int32)[:, 0]


class Actor:
    def __init__(self, policy: Policy):
        self.policy = policy
        self.steps = tf.Variable(0)

    def _check(self, observation):
        if observation.shape.rank != 2:
            print("observations have rank", observation.shape.rank)
            raise ValueError("observations must be a matrix")
        if observation.dtype != tf.float32:
            warnings.warn("observations are cast to float32", stacklevel=2)
        return tf.cast(observation, tf.float32)

    @tf.function
    def compare(self, observation, seed):
        """Whether the sampled actions are the likeliest ones."""
        observation = self._check(observation)
        with tf.name_scope("sampled"):
            sampled = self.policy.act(observation, seed)
        with self.policy.deterministic() as policy:
            likeliest = policy.act(observation, seed)
        self.steps.assign_add(1)
        return sampled, likeliest


def run(eager: bool):
    tf.config.run_functions_eagerly(eager)
    actor = Actor(Policy(4))
    results = []
    for k in range(4):
        observation = tf.constant(np.random.default_rng(k).normal(size=(8, 3)))
        results.append([actions.numpy() for actions in actor.compare(observation, tf.constant([k, 2]))])
    tf.config.run_functions_eagerly(False)
    return np.array(results), int(actor.steps), actor.policy.greedy


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    eager, traced = run(True), run(False)
    np.testing.assert_array_equal(eager[0], traced[0])
    assert (traced[0][:, 0] != traced[0][:, 1]).any()
    assert eager[1:] == traced[1:] == (4, False)
    print("proved")
