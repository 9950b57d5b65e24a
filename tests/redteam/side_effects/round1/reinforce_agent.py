"""REINFORCE with a moving baseline on a linear softmax policy."""

from __future__ import annotations

import tensorflow as tf


class Agent:
    """What all agents share: bookkeeping and the exploration schedule."""

    def __init__(self, min_epsilon: float = 0.05):
        self.updates = 0
        self.min_epsilon = min_epsilon

    def _after_update(self):
        self.updates += 1  # expect: tf-attribute-mutation

    @property
    def epsilon(self) -> float:
        return max(self.min_epsilon, 1.0 - 0.1 * self.updates)


class ReinforceAgent(Agent):
    """Policy gradient with plain gradient ascent."""

    def __init__(self, obs_dim: int, n_actions: int, lr: float = 0.1):
        super().__init__()
        self.lr = lr
        self.n_actions = n_actions
        self.weights = tf.Variable(tf.zeros([obs_dim, n_actions]), name="policy")
        self.baseline = tf.Variable(0.0, trainable=False, name="baseline")

    def act(self, obs):
        """Sample one action an observation; runs eagerly in the environment loop."""
        return tf.random.categorical(tf.matmul(obs, self.weights), 1)[:, 0]

    def _log_prob(self, obs, actions):
        log_p = tf.nn.log_softmax(tf.matmul(obs, self.weights))
        return tf.reduce_sum(log_p * tf.one_hot(actions, self.n_actions), axis=-1)

    def _update_baseline(self, returns):
        mean_return = tf.reduce_mean(returns)
        value = 0.9 * self.baseline + 0.1 * mean_return
        self.baseline = value  # expect: tf-variable-rebound  allow: tf-tensor-leak, tf-attribute-mutation

    @tf.function(reduce_retracing=True)
    def learn(self, obs, actions, returns):
        advantage = returns - self.baseline
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self._log_prob(obs, actions) * advantage)
        grad = tape.gradient(loss, self.weights)
        self.weights.assign_sub(self.lr * grad)
        self._update_baseline(returns)
        super()._after_update()
        return loss


def fake_batch(seed: int, size: int = 8):
    obs = tf.random.stateless_normal([size, 3], [seed, 0])
    actions = tf.random.stateless_uniform([size], [seed, 1], 0, 2, tf.int64)
    returns = tf.random.stateless_uniform([size], [seed, 2])
    return obs, actions, returns


if __name__ == "__main__":
    agents = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        agents[eager] = agent = ReinforceAgent(3, 2)
        for step in range(4):
            agent.learn(*fake_batch(step))
    tf.config.run_functions_eagerly(False)
    assert agents[True].updates == 4 and agents[False].updates == 1
    assert abs(agents[True].epsilon - 0.6) < 1e-6 and abs(agents[False].epsilon - 0.9) < 1e-6
    assert 0.0 < float(agents[True].baseline) < 1.0
    try:
        agents[False].baseline + 1.0
    except TypeError as error:
        assert "is out of scope and cannot be used here" in str(error)
    else:
        raise AssertionError("the baseline is still usable")
    print("proved")
