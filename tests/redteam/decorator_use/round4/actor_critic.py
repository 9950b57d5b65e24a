"""Returns, advantages and diagnostics of an actor-critic, as structures of tensors."""
from collections import namedtuple
from typing import NamedTuple, Optional

import tensorflow as tf

Advantage = namedtuple("Advantage", "values returns")


class Diagnostics(NamedTuple):
    loss: tf.Tensor
    entropy: tf.Tensor
    explained: Optional[tf.Tensor] = None


class Trajectory(tf.experimental.ExtensionType):
    rewards: tf.Tensor
    values: tf.Tensor

    def normalised(self):
        mean, variance = tf.nn.moments(self.rewards, axes=[0])
        return Trajectory((self.rewards - mean) / tf.sqrt(variance + 1e-6), self.values)


class Critic:
    def __init__(self):
        self.bias = tf.Variable(0.0)

    @tf.function
    def advantages(self, trajectory, gamma):
        returns = tf.scan(
            lambda later, reward: reward + gamma * later, trajectory.rewards, initializer=self.bias * 0.0, reverse=True
        )
        return Advantage(values=returns - trajectory.values, returns=returns)

    @tf.function
    def diagnostics(self, advantage, logits):
        log_probs = tf.nn.log_softmax(logits)
        entropy = -tf.reduce_mean(tf.reduce_sum(tf.exp(log_probs) * log_probs, axis=1))
        loss = tf.reduce_mean(advantage.values**2)
        self.bias.assign_add(0.1 * tf.reduce_mean(advantage.values))
        return Diagnostics(loss, entropy)

    @tf.function
    def reset(self):
        self.bias.assign(0.0)


@tf.function
def standardise(trajectory):
    return trajectory.normalised()


@tf.function
def episodes(rewards, lengths):
    return {"rewards": tf.RaggedTensor.from_row_lengths(rewards, lengths), "masks": None}


@tf.function
def replay(rewards):
    return tf.data.Dataset.from_tensor_slices(rewards).batch(2)


def learn(rewards, updates=2):
    critic = Critic()
    for _ in range(updates):
        trajectory = standardise(Trajectory(rewards, tf.zeros_like(rewards)))
        advantage = critic.advantages(trajectory, tf.constant(0.9))
        result = critic.diagnostics(advantage, tf.stack([rewards, -rewards], axis=1))
    assert result.explained is None
    parts = episodes(rewards, tf.constant([2, 3, 1]))
    batches = [batch for batch in replay(rewards)]
    bias = critic.bias.numpy()
    assert critic.reset() is None
    return [result.loss, result.entropy, *advantage, parts["rewards"].to_tensor(), *batches, bias]


def main():
    return learn(tf.constant([1.0, 0.0, -1.0, 2.0, 0.5, 0.0]))


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        assert bool(tf.reduce_all(tf.abs(a - b) < 1e-5)), (a, b)
    print("proved")
