"""Prioritised replay: sampling is compiled, housekeeping between episodes is not."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class PrioritisedReplay:
    def __init__(self, capacity: int, exponent: float = 1.0) -> None:
        self.capacity = capacity
        self.exponent = exponent
        self.priorities = tf.Variable(tf.ones([capacity]))
        self.drawn = tf.Variable(tf.zeros([capacity], tf.int32))
        self.draw = tf.function(lambda seed: self._draw(seed, 4))
        self.mass = tf.function(self._mass)

    def _scaled(self) -> tf.Tensor:
        return tf.pow(self.priorities, self.exponent)

    def _mass(self) -> tf.Tensor:
        """Sum of all scaled priorities."""
        return tf.reduce_sum(self._scaled())

    def _draw(self, seed: tf.Tensor, count: int) -> tf.Tensor:
        logits = tf.math.log(self._scaled())[None]
        indices = tf.random.stateless_categorical(logits, count, seed, dtype=tf.int32)[0]
        self.drawn.assign_add(tf.math.bincount(indices, minlength=self.capacity))
        return indices

    def observe(self, indices: np.ndarray, errors: np.ndarray) -> None:
        """Takes over temporal-difference errors as priorities."""
        updates = tf.constant(np.abs(errors) + 1e-3, tf.float32)
        self.priorities.scatter_nd_update(tf.constant(indices)[:, None], updates)

    def end_episode(self) -> None:
        """Forgets half of what is known."""
        faded = 0.5 * self.priorities + 0.5
        self.priorities = tf.Variable(faded)  # expect: tf-variable-rebound
        self.drawn.assign(tf.zeros_like(self.drawn))


def run(replay: PrioritisedReplay, episodes: int) -> list[float]:
    masses = []
    for episode in range(episodes):
        replay.draw(tf.constant([episode, 0]))
        replay.observe(np.array([0]), np.array([5.0 + episode]))
        masses.append(round(float(replay.mass()), 2))
        replay.end_episode()
    return masses


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = run(PrioritisedReplay(3), 3)
    tf.config.run_functions_eagerly(False)
    replay = PrioritisedReplay(3)
    graph = run(replay, 3)
    assert eager == [7.0, 8.0, 9.0] and graph == [7.0, 7.0, 7.0], (eager, graph)
    assert float(tf.reduce_sum(replay._scaled())) != graph[-1]
    print("proved")
