"""A softmax policy for contextual decisions, updated on all replicas of a strategy."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


class ReplicatedPolicy:
    """Owns its weights, optimizer and metric; all of them are made under the strategy's scope.

    Args:
        strategy: the distribution strategy.
        contexts: number of context features.
        actions: number of actions.
    """

    def __init__(self, strategy: tf.distribute.Strategy, contexts: int, actions: int) -> None:
        self.strategy = strategy
        self.actions = actions
        with strategy.scope():
            self.weights = tf.Variable(tf.zeros([contexts, actions]))
            self.optimizer = keras.optimizers.Adam(0.1)
            self.mean_reward = keras.metrics.Mean()

    def _log_probability(self, context: tf.Tensor, action: tf.Tensor) -> tf.Tensor:
        logits = tf.matmul(context, self.weights)
        return -tf.nn.sparse_softmax_cross_entropy_with_logits(labels=action, logits=logits)

    def _replica_step(self, context: tf.Tensor, action: tf.Tensor, reward: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self._log_probability(context, action) * reward)
        self.optimizer.apply_gradients([(tape.gradient(loss, self.weights), self.weights)])
        self.mean_reward.update_state(reward)
        return loss

    @tf.function
    def update(self, context: tf.Tensor, action: tf.Tensor, reward: tf.Tensor) -> tf.Tensor:
        losses = self.strategy.run(self._replica_step, args=(context, action, reward))
        return self.strategy.reduce(tf.distribute.ReduceOp.SUM, losses, axis=None)

    def probabilities(self, context: np.ndarray) -> np.ndarray:
        return tf.nn.softmax(tf.matmul(tf.constant(context, tf.float32), self.weights)).numpy()


def train(policy: ReplicatedPolicy, rounds: int) -> tuple[list[float], float]:
    rng = np.random.default_rng(1)
    losses = []
    for _ in range(rounds):
        context = tf.constant(rng.normal(size=(4, 2)), tf.float32)
        action = tf.constant(rng.integers(policy.actions, size=4), tf.int32)
        reward = tf.cast(action == 1, tf.float32)
        losses.append(float(policy.update(context, action, reward)))
    return losses, float(policy.mean_reward.result())


if __name__ == "__main__":
    outcomes = []
    for eagerly in (False, True):
        tf.config.run_functions_eagerly(eagerly)
        policy = ReplicatedPolicy(tf.distribute.get_strategy(), 2, 3)
        losses, reward = train(policy, 4)
        outcomes.append((losses, [reward], policy.probabilities(np.ones((1, 2)))))
    for graph, eager in zip(*outcomes):
        np.testing.assert_allclose(graph, eager, rtol=1e-4)
    print("proved")
