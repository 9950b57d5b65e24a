"""Policy gradient on a coin-flipping game whose episodes end at random."""
from __future__ import annotations

import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class Episode:
    observations: list[tf.Tensor] = dataclasses.field(default_factory=list)
    rewards: list[tf.Tensor] = dataclasses.field(default_factory=list)

    def record(self, observation: np.ndarray, reward: float) -> None:
        self.observations.append(tf.constant(observation, tf.float32))
        self.rewards.append(tf.constant(reward, tf.float32))

    def __len__(self) -> int:
        return len(self.rewards)


class Policy:
    def __init__(self) -> None:
        self.weight = tf.Variable([0.1, -0.1])
        self.updates = 0

    @tf.function
    def improve(self, observations: list[tf.Tensor], rewards: list[tf.Tensor]) -> tf.Tensor:
        gain = tf.cumsum(tf.stack(rewards), reverse=True)
        with tf.GradientTape() as tape:
            logits = tf.linalg.matvec(tf.stack(observations), self.weight)
            loss = -tf.reduce_mean(tf.math.log_sigmoid(logits) * gain)
        self.weight.assign_sub(0.1 * tape.gradient(loss, self.weight))
        return loss

    def finish(self, episode: Episode) -> float:
        """Learns from a whole episode."""
        loss = self.improve(episode.observations, episode.rewards)  # expect: tf-python-container-arg
        self.updates += 1
        return float(loss)


def play(rng: np.random.Generator, length: int) -> Episode:
    episode = Episode()
    while len(episode) < length:
        observation = rng.normal(size=2)
        episode.record(observation, float(observation[0] > 0.0))
    return episode


def train(policy: Policy, lengths: list[int]) -> list[float]:
    rng = np.random.default_rng(3)
    return [policy.finish(play(rng, length)) for length in lengths]


if __name__ == "__main__":
    policy = Policy()
    losses = train(policy, [3, 5, 4, 7, 6, 3])
    assert policy.updates == 6 and np.isfinite(losses).all()
    assert policy.improve.experimental_get_tracing_count() == 5
    control = Policy()
    train(control, [4, 4, 4, 4])
    assert control.improve.experimental_get_tracing_count() == 1
    print("proved")
