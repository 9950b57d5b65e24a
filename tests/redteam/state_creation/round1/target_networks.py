"""Soft updates of target networks for off-policy reinforcement learning."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class QNetwork(tf.Module):
    def __init__(self, observations: int, actions: int, value: float) -> None:
        super().__init__()
        self.kernel = tf.Variable(tf.fill([observations, actions], value))
        self.bias = tf.Variable(tf.zeros([actions]))

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        x = tf.matmul(x, self.kernel)
        x += self.bias
        return x


class DoubleQ:
    def __init__(self, tau: float = 0.1, gamma: float = 0.9) -> None:
        self.tau = tau
        self.gamma = gamma
        self.online = QNetwork(3, 2, 0.5)
        self.target = QNetwork(3, 2, 0.0)
        self.updates = tf.Variable(0)

    @tf.function
    def sync(self) -> None:
        """Moves each target variable a little towards its online twin."""
        for target, online in zip(self.target.variables, self.online.variables):
            target = target.assign(self.tau * online + (1.0 - self.tau) * target)
        self.updates.assign_add(1)

    @tf.function
    def td_error(self, x, action, reward, x_next) -> tf.Tensor:
        bias = self.online.bias
        bias = bias + 0.0
        value = tf.gather(self.online(x), action, axis=1, batch_dims=1)
        best = tf.reduce_max(self.target(x_next), axis=1)
        error = reward
        error += self.gamma * best
        error -= value
        return error + tf.reduce_sum(bias)

    @tf.function
    def learn(self, x, action, reward, x_next) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.td_error(x, action, reward, x_next)))
        variables = list(self.online.trainable_variables)
        total = 0.0
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(0.01 * gradient)
            total += tf.reduce_sum(tf.abs(gradient))
        return total


def episode(agent: DoubleQ) -> list[np.ndarray]:
    seen = []
    for k in range(4):
        x = tf.fill([2, 3], float(k))
        seen.append(agent.learn(x, tf.constant([0, 1]), tf.constant([1.0, -1.0]), x + 1.0).numpy())
        agent.sync()
        seen.append(agent.target.kernel.numpy())
    return seen


if __name__ == "__main__":
    runs = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        agent = DoubleQ()
        runs.append(episode(agent))
        assert int(agent.updates) == 4 and isinstance(agent.online.bias, tf.Variable)
    for a, b in zip(*runs):
        np.testing.assert_allclose(a, b, rtol=1e-4)
    print("proved")
