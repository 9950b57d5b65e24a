"""A one-dimensional GAN with rates that decay from epoch to epoch."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


class Player:
    """One number, moved by an optimizer."""

    def __init__(self, start: float, rate: float) -> None:
        self.weight = tf.Variable(start)
        self.optimizer = keras.optimizers.SGD(rate)
        self.optimizer.build([self.weight])

    def descend(self, tape: tf.GradientTape, loss: tf.Tensor) -> None:
        self.optimizer.apply_gradients([(tape.gradient(loss, self.weight), self.weight)])


class Game:
    def __init__(self, decay: float) -> None:
        self.decay = decay
        self.generator = Player(0.0, rate=0.5)
        self.critic = Player(0.1, rate=0.25)

    @property
    def players(self) -> tuple[Player, Player]:
        return self.generator, self.critic

    @tf.function
    def play(self, real: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape(persistent=True) as tape:
            advantage = self.critic.weight * (self.generator.weight - tf.reduce_mean(real))
            judge = tf.square(self.critic.weight) - advantage
        self.generator.descend(tape, advantage)
        self.critic.descend(tape, judge)
        return advantage

    def cool(self) -> None:
        """Smaller steps for both sides."""
        for player in self.players:
            optimizer = player.optimizer
            rate = self.decay * float(optimizer.learning_rate)
            optimizer.lr = rate  # expect: tf-optimizer-lr

    def cool_rightly(self) -> None:
        for player in self.players:
            player.optimizer.learning_rate = self.decay * float(player.optimizer.learning_rate)


def tournament(game: Game, epochs: int) -> list[float]:
    """How far the generator moves in each epoch."""
    real, moves = tf.constant([1.0, 3.0]), []
    for _ in range(epochs):
        game.cool()
        before = float(game.generator.weight)
        game.play(real)
        moves.append(abs(float(game.generator.weight) - before))
    return moves


if __name__ == "__main__":
    game = Game(decay=0.0)
    assert min(tournament(game, 3)) > 0.01
    assert [float(p.optimizer.learning_rate) for p in game.players] == [0.5, 0.25]
    assert [p.optimizer.lr for p in game.players] == [0.0, 0.0]
    game.cool_rightly()
    assert tournament(game, 2) == [0.0, 0.0]
    assert np.isfinite(float(game.critic.weight))
    print("proved")
