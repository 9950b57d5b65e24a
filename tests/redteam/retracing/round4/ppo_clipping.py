"""Proximal policy optimisation of a bandit with an annealed clip range and entropy bonus."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf

ARMS = 4
FLOAT = tf.TensorSpec([], tf.float32)


class PPO:
    def __init__(self, updates: int, clip: float = 0.3, entropy: float = 0.02) -> None:
        self.updates = updates
        self.initial_clip = clip
        self.initial_entropy = entropy
        self.logits = tf.Variable(tf.zeros([ARMS]))
        self.optimizer = keras.optimizers.SGD(0.5)
        self.optimizer.build([self.logits])

    @tf.function(input_signature=[
        tf.TensorSpec([None], tf.int32), tf.TensorSpec([None], tf.float32),
        tf.TensorSpec([None], tf.float32), FLOAT, FLOAT,
    ])
    def improve(self, actions, advantages, old_log_probs, clip, entropy_weight):
        with tf.GradientTape() as tape:
            log_probs = tf.nn.log_softmax(self.logits)
            ratio = tf.exp(tf.gather(log_probs, actions) - old_log_probs)
            clipped = tf.clip_by_value(ratio, 1.0 - clip, 1.0 + clip)
            surrogate = tf.minimum(ratio * advantages, clipped * advantages)
            entropy = -tf.reduce_sum(tf.exp(log_probs) * log_probs)
            loss = -tf.reduce_mean(surrogate) - entropy_weight * entropy
        self.optimizer.apply_gradients([(tape.gradient(loss, self.logits), self.logits)])
        return loss

    def collect(self, rng: np.random.Generator, pulls: int):
        log_probs = tf.nn.log_softmax(self.logits).numpy()
        probabilities = np.exp(log_probs.astype(np.float64))
        actions = rng.choice(ARMS, pulls, p=probabilities / probabilities.sum())
        rewards = rng.normal(actions, 0.1)
        advantages = (rewards - rewards.mean()) / (rewards.std() + 1e-6)
        return actions.astype(np.int32), advantages.astype(np.float32), log_probs[actions]

    def learn(self, seed: int = 0) -> list[float]:
        rng = np.random.default_rng(seed)
        losses = []
        for update in range(self.updates):
            remaining = 1.0 - update / self.updates
            rollout = self.collect(rng, pulls=16 + 8 * update)
            for _ in range(3):
                loss = self.improve(*rollout, self.initial_clip * remaining, self.initial_entropy * remaining)
            losses.append(float(loss))
        return losses


if __name__ == "__main__":
    agent = PPO(updates=6)
    assert np.isfinite(agent.learn()).all()
    assert int(tf.argmax(agent.logits)) == ARMS - 1
    assert agent.improve.experimental_get_tracing_count() == 1
    print("proved")
