"""Self-play in which the opponent's weights are overwritten, never the opponent."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def make_network(width: int) -> keras.Model:
    start = keras.initializers.Constant(0.1)
    return keras.Sequential([keras.Input([width]), keras.layers.Dense(1, kernel_initializer=start)])


class SelfPlay:
    """The learner meets a frozen copy that is renewed at times."""

    def __init__(self, width: int, pace: float = 0.5) -> None:
        self.learner = make_network(width)
        self.opponent = make_network(width)
        self.pace = pace
        self.generation = 0
        self.best_lead = float("-inf")

    @tf.function
    def play(self, boards: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            lead = tf.reduce_mean(self.learner(boards) - self.opponent(boards))
        kernel = self.learner.trainable_variables[0]
        kernel.assign_add(self.pace * tape.gradient(lead, kernel))
        return lead

    def renew(self, lead: float) -> None:
        self.generation += 1
        self.best_lead = max(self.best_lead, lead)
        self.opponent.set_weights(self.learner.get_weights())

    def report(self) -> str:
        return f"generation {self.generation}: {self.best_lead:.3f}"


def compete(rounds: int, every: int) -> tuple[SelfPlay, list[float]]:
    game = SelfPlay(3)
    boards = tf.constant([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    leads = []
    for turn in range(1, rounds + 1):
        leads.append(float(game.play(boards)))
        if turn % every == 0:
            game.renew(leads[-1])
    return game, leads


if __name__ == "__main__":
    game, graph = compete(6, every=2)
    assert game.play.experimental_get_tracing_count() == 1
    assert np.allclose(graph[2], 0.0) and np.allclose(graph[4], 0.0) and graph[3] > 0.5
    assert game.report().startswith("generation 3: 0.75"), game.report()
    tf.config.run_functions_eagerly(True)
    _, eager = compete(6, every=2)
    np.testing.assert_allclose(graph, eager, rtol=1e-5, atol=1e-6)
    print("proved")
