"""Cross-entropy method on a one-dimensional docking task."""
import functools

import numpy as np
import tensorflow as tf


def linear_policy(state, gain, offset):
    return -gain * state + offset


@tf.function
def rollout(policy, start):
    state, total = start, tf.constant(0.0)
    for _ in tf.range(10):
        state = state + 0.1 * policy(state)
        total -= tf.square(state)
    return total


class Clipper:
    """Wraps a policy with limits of the actuator."""

    def __init__(self, limit):
        self.limit = limit

    def act(self, state):
        return tf.clip_by_value(-2.0 * state, -self.limit, self.limit)


class Agent:
    def __init__(self, population=6, elites=2, seed=0):
        self.rng = np.random.default_rng(seed)
        self.mean, self.std = np.zeros(2), np.ones(2)
        self.population, self.elites = population, elites
        self.baseline = Clipper(1.0)

    def evaluate(self, gain, offset):
        policy = functools.partial(linear_policy, gain=tf.constant(gain), offset=tf.constant(offset))
        return float(rollout(policy, tf.constant(1.0)))  # expect: tf-object-arg

    def improve(self):
        candidates = self.rng.normal(self.mean, self.std, [self.population, 2]).astype(np.float32)
        scores = [self.evaluate(gain, offset) for gain, offset in candidates]
        best = candidates[np.argsort(scores)[-self.elites:]]
        self.mean, self.std = best.mean(axis=0), best.std(axis=0) + 0.05
        return max(scores)

    def compare(self):
        return float(rollout(self.baseline.act, tf.constant(1.0)))  # expect: tf-object-arg


def train(iterations=3):
    agent = Agent()
    for i in range(iterations):
        best = agent.improve()
        print(f"iteration {i}: best {best:.3f}, baseline {agent.compare():.3f}")
    return agent


if __name__ == "__main__":
    trained = train()
    assert rollout.experimental_get_tracing_count() == 3 * 7
    kept = trained.baseline.act
    for begin in (0.5, 1.5, 2.5):
        rollout(kept, tf.constant(begin))
    assert rollout.experimental_get_tracing_count() == 22
    print("proved")
