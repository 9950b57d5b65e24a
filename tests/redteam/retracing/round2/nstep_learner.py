"""Temporal differences over n steps; the window slides along an endless trajectory."""
import collections

import numpy as np
import tensorflow as tf

DISCOUNT = 0.9


class Window:
    """The last ``size`` transitions."""

    def __init__(self, size):
        self.states = collections.deque(maxlen=size)
        self.rewards = collections.deque(maxlen=size)

    def push(self, state, reward):
        self.states.append(tf.constant(state, tf.float32))
        self.rewards.append(tf.constant(reward, tf.float32))

    @property
    def full(self):
        return len(self.states) == self.states.maxlen

    def contents(self):
        return list(self.states), {"rewards": tuple(self.rewards), "count": np.int32(len(self.rewards))}


class Learner:
    def __init__(self, width, size):
        self.weights = tf.Variable(tf.zeros([width]))
        self.window = Window(size)
        self.errors = []

    @tf.function
    def _bootstrap(self, states, payoff):
        value = tf.tensordot(self.weights, states[-1], 1)
        for reward in reversed(payoff["rewards"]):
            value = reward + DISCOUNT * value
        error = value - tf.tensordot(self.weights, states[0], 1)
        self.weights.assign_add(0.1 * error * states[0])
        return error / tf.cast(payoff["count"], tf.float32)

    def observe(self, state, reward):
        self.window.push(state, reward)
        if self.window.full:
            self.errors.append(float(self._bootstrap(*self.window.contents())))


def walk(steps, seed=6):
    rng = np.random.default_rng(seed)
    position = np.zeros(3)
    while steps > 0:
        position = 0.8 * position + rng.normal(size=3)
        yield position, float(position.sum() > 0.0)
        steps -= 1


def run(steps):
    learner = Learner(3, 4)
    for state, reward in walk(steps):
        learner.observe(state, reward)
    return learner


if __name__ == "__main__":
    learner = run(12)
    assert len(learner.errors) == 9
    assert learner._bootstrap.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    reference = run(12)
    np.testing.assert_allclose(reference.errors, learner.errors, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(reference.weights, learner.weights, rtol=1e-4, atol=1e-5)
    print("proved")
