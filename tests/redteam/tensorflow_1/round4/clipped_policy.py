"""Proximal policy optimisation on a bandit; eager execution was switched off to make training faster."""
import numpy as np
import tensorflow as tf
from tensorflow.python.framework.ops import disable_eager_execution  # allow: tf1-compat-switch

disable_eager_execution()  # expect: tf1-compat-switch

ARMS = 3
CLIP = 0.2


class Bandit:
    def __init__(self, means, seed=0):
        self.means = np.asarray(means, dtype=np.float32)
        self.rng = np.random.default_rng(seed)

    def pull(self, arms):
        return self.means[arms] + self.rng.normal(size=len(arms)).astype(np.float32) * 0.1


@tf.function
def surrogate(logits, arms, advantages, old_log_probs):
    log_probs = tf.gather(tf.nn.log_softmax(logits), arms)
    ratio = tf.exp(log_probs - old_log_probs)
    clipped = tf.clip_by_value(ratio, 1.0 - CLIP, 1.0 + CLIP)
    return -tf.reduce_mean(tf.minimum(ratio * advantages, clipped * advantages))


def surrogate_numpy(logits, arms, advantages, old_log_probs):
    log_probs = (logits - np.log(np.exp(logits).sum()))[arms]
    ratio = np.exp(log_probs - old_log_probs)
    return -np.minimum(ratio * advantages, np.clip(ratio, 1 - CLIP, 1 + CLIP) * advantages).mean()


def rollout(bandit, logits, pulls=12):
    arms = np.arange(pulls) % ARMS
    rewards = bandit.pull(arms)
    log_probs = (logits - np.log(np.exp(logits).sum()))[arms]
    return arms, (rewards - rewards.mean()).astype(np.float32), log_probs.astype(np.float32)


def losses(rounds=3):
    bandit, logits = Bandit([0.1, 0.5, 0.9]), np.zeros(ARMS, np.float32)
    history = []
    for _ in range(rounds):
        loss = surrogate(tf.constant(logits), *map(tf.constant, rollout(bandit, logits)))
        history.append(loss.numpy())
    return history


if __name__ == "__main__":
    assert not tf.executing_eagerly()
    bandit, logits = Bandit([0.1, 0.5, 0.9]), np.zeros(ARMS, np.float32)
    arms, advantages, old = rollout(bandit, logits)
    assert abs(surrogate_numpy(logits, arms, advantages, old)) < 1.0
    loss = surrogate(tf.constant(logits), tf.constant(arms), tf.constant(advantages), tf.constant(old))
    assert not hasattr(loss, "numpy"), "the function gave a number"
    try:
        losses()
    except AttributeError as error:
        assert "has no attribute 'numpy'" in str(error), error
    else:
        raise AssertionError
    print("proved")
