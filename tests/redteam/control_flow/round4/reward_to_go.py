"""Policy gradients for a softmax bandit walk: discounted returns of a batch of episodes."""
import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class Settings:
    horizon: int = 128
    gamma: float = 0.95
    actions: int = 3
    rate: float = 0.1


SETTINGS = Settings()


def discounted(rewards, gamma=SETTINGS.gamma):
    """Reward to go of one episode [horizon]."""
    running = tf.zeros([])
    out = []
    for t in reversed(range(SETTINGS.horizon)):  # expect: tf-python-loop-unroll
        running = rewards[t] + gamma * running
        out.insert(0, running)
    return tf.stack(out)


def discounted_scan(rewards, gamma=SETTINGS.gamma):
    return tf.scan(lambda running, reward: reward + gamma * running, rewards, tf.zeros([]), reverse=True)


class Learner:
    def __init__(self, to_go):
        self.logits = tf.Variable(tf.zeros([SETTINGS.actions]))
        self.to_go = to_go
        self.step = tf.function(self._step)

    def _step(self, actions, rewards):
        returns = tf.map_fn(self.to_go, rewards)
        returns = returns - tf.reduce_mean(returns, axis=0)
        with tf.GradientTape() as tape:
            log_probability = tf.gather(tf.nn.log_softmax(self.logits), actions)
            loss = -tf.reduce_mean(log_probability * returns)
        self.logits.assign_sub(SETTINGS.rate * tape.gradient(loss, self.logits))
        return loss


def episodes(count=4, seed=0):
    rng = np.random.default_rng(seed)
    actions = rng.integers(0, SETTINGS.actions, (count, SETTINGS.horizon))
    rewards = (actions == 1) + 0.1 * rng.normal(size=actions.shape)
    return tf.constant(actions), tf.constant(rewards, tf.float32)


def train(iterations=2):
    learner = Learner(discounted)
    for seed in range(iterations):
        learner.step(*episodes(seed=seed))
    return learner


def size(learner):
    definition = learner.step.get_concrete_function(*episodes()).graph.as_graph_def()
    return len(definition.node) + sum(len(f.node_def) for f in definition.library.function)


if __name__ == "__main__":
    trained = train()
    reference = Learner(discounted_scan)
    for number in range(2):
        reference.step(*episodes(seed=number))
    np.testing.assert_allclose(trained.logits, reference.logits, rtol=1e-4, atol=1e-6)
    unrolled, scanned = size(trained), size(reference)
    assert unrolled > 3 * SETTINGS.horizon and unrolled > 2 * scanned, (unrolled, scanned)
    print("proved")
