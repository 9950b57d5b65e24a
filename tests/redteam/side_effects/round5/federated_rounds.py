"""Federated averaging on one machine: clients send weight deltas, the server averages them."""

from __future__ import annotations

from collections import deque

import numpy as np
import tensorflow as tf
from tensorflow import function as graph


class Server:
    """Keeps the global weights and what is known of the last rounds."""

    def __init__(self, size: int, memory: int = 8):
        self.weights = tf.Variable(tf.zeros([size]))
        self.velocity = tf.Variable(tf.zeros([size]))
        self.cohorts: deque[int] = deque(maxlen=memory)

    def momentum_step(self, mean_delta, momentum=0.5):
        self.velocity.assign(momentum * self.velocity + mean_delta)
        self.weights.assign_add(self.velocity)

    def absorb(self, deltas):
        """Takes one round of deltas, shape (clients, size)."""
        self.cohorts.appendleft(deltas.shape[0])  # expect: tf-container-mutation
        self.momentum_step(tf.reduce_mean(deltas, axis=0))


def make_round(server: Server, strategy: tf.distribute.Strategy):
    rounds = 0

    def replica(deltas):
        nonlocal rounds
        rounds += 1  # expect: tf-nonlocal-write
        server.absorb(deltas)
        return tf.norm(server.weights)

    @graph
    def one_round(deltas):
        return strategy.run(replica, args=(deltas,))

    def rounds_so_far() -> int:
        return rounds

    return one_round, rounds_so_far


def simulate(eager: bool, rounds: int = 4):
    tf.config.run_functions_eagerly(eager)
    server = Server(3)
    one_round, rounds_so_far = make_round(server, tf.distribute.get_strategy())
    rng = np.random.default_rng(5)
    norms = [float(one_round(tf.constant(rng.normal(size=(6, 3)), tf.float32))) for _ in range(rounds)]
    tf.config.run_functions_eagerly(False)
    return norms, list(server.cohorts), rounds_so_far()


if __name__ == "__main__":
    eager, traced = simulate(True), simulate(False)
    np.testing.assert_allclose(eager[0], traced[0], rtol=1e-5)
    assert eager[1] == [6] * 4 and traced[1] == [6]
    assert (eager[2], traced[2]) == (4, 1)
    print("proved")
