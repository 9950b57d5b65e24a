"""A Boltzmann explorer whose temperature is decayed on the host."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class Explorer:
    """Holds preferences; the temperature is handed to the compiled part."""

    def __init__(self, actions: int, temperature: float = 4.0, decay: float = 0.5) -> None:
        self.temperature = temperature
        self.decay = decay
        self.rate = 0.5
        self.preferences = tf.Variable(tf.zeros([actions]))

    @tf.function
    def _policy(self, temperature: tf.Tensor) -> tf.Tensor:
        return tf.nn.softmax(self.preferences / temperature)

    @tf.function
    def _reinforce(self, action: tf.Tensor, advantage: tf.Tensor, temperature: tf.Tensor) -> None:
        target = tf.one_hot(action, tf.size(self.preferences))
        direction = target - self._policy(temperature)
        self.preferences.assign_add(self.rate * advantage * direction)

    def episode(self, payout: np.ndarray) -> np.ndarray:
        temperature = tf.constant(self.temperature)
        policy = self._policy(temperature)
        expected = tf.reduce_sum(policy * payout)
        for action, reward in zip(tf.range(len(payout)), tf.constant(payout)):
            self._reinforce(action, reward - expected, temperature)
        self.temperature = max(0.1, self.temperature * self.decay)
        return policy.numpy()


def explore(episodes: int) -> tuple[Explorer, list[np.ndarray]]:
    explorer = Explorer(3)
    payout = np.array([0.0, 1.0, 0.3], np.float32)
    return explorer, [explorer.episode(payout) for _ in range(episodes)]


if __name__ == "__main__":
    explorer, graph = explore(6)
    assert explorer._policy.experimental_get_tracing_count() <= 2
    assert explorer._reinforce.experimental_get_tracing_count() <= 2
    assert explorer.temperature < 0.2
    tf.config.run_functions_eagerly(True)
    _, eager = explore(6)
    np.testing.assert_allclose(graph, eager, rtol=1e-3, atol=1e-6)
    assert eager[-1][1] > 0.9
    print("proved")
