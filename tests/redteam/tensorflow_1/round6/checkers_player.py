"""Lets a small value function choose moves on a checkers board."""
from dataclasses import dataclass

import tensorflow as tf
from tensorflow.compat.v1 import disable_v2_behavior


@dataclass
class Settings:
    squares: int = 8
    depth: int = 2
    seed: int = 11


class Player:
    def __init__(self, settings):
        self.settings = settings
        self.weights = tf.random.stateless_normal([settings.squares], [settings.seed, 1])
        self.judge = tf.function(self._judge)

    def _judge(self, boards):
        scores = tf.linalg.matvec(boards, self.weights)
        return tf.argmax(tf.tanh(scores)), tf.reduce_max(scores)

    def choose(self, boards):
        move, value = self.judge(boards)
        return int(move), float(value)


def prepare(settings):
    """Everything that has to happen before the first game."""
    disable_v2_behavior()  # expect: tf1-compat-switch
    if settings.depth < 1:
        raise ValueError("look at least one move ahead")
    return Player(settings)


def moves(settings):
    return tf.random.stateless_uniform([5, settings.squares], [settings.seed, 2], -1.0, 1.0)


def play(settings):
    player = prepare(settings)
    return player.choose(moves(settings))


if __name__ == "__main__":
    settings = Settings()
    move, value = Player(settings).choose(moves(settings))
    assert 0 <= move < 5 and isinstance(value, float)
    try:
        play(settings)
    except TypeError as error:
        assert "SymbolicTensor" in str(error) or "Tensor" in str(error), error
    else:
        raise AssertionError("the move was a number")
    assert not tf.executing_eagerly()
    print("proved")
