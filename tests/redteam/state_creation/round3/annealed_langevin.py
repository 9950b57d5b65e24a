"""Annealed Langevin dynamics with a temperature that is kept in a variable."""
from __future__ import annotations

import functools

import tensorflow as tf

graph = functools.partial(tf.function, autograph=False)


def double_well(x: tf.Tensor) -> tf.Tensor:
    return tf.reduce_sum(tf.square(tf.square(x) - 1.0), axis=-1)


def force(x: tf.Tensor) -> tf.Tensor:
    with tf.GradientTape() as tape:
        tape.watch(x)
        energy = double_well(x)
    return -tape.gradient(energy, x)


class Annealer(tf.Module):
    """Moves particles down an energy while the temperature falls.

    Args:
        start: temperature at the first step.
        decay: factor by which each step lowers it.
    """

    def __init__(self, start: float = 1.0, decay: float = 0.5, rate: float = 0.01) -> None:
        super().__init__()
        self.temperature = tf.Variable(start, trainable=False)
        self.moves = tf.Variable(0, dtype=tf.int64, trainable=False)
        self.decay = decay
        self.rate = rate

    @graph
    def move(self, x: tf.Tensor, noise: tf.Tensor) -> tf.Tensor:
        x += self.rate * force(x)
        x += tf.sqrt(2.0 * self.rate * self.temperature) * noise
        self.moves.assign_add(1)
        return x

    @graph
    def cool(self) -> tf.Tensor:
        self.temperature *= self.decay  # expect: tf-variable-augmented-assignment
        return tf.maximum(self.temperature, 1e-3)

    @graph
    def rewind(self, steps: tf.Tensor) -> tf.Tensor:
        counter = self.moves
        counter -= steps  # expect: tf-variable-augmented-assignment
        return counter


def anneal(annealer: Annealer, x: tf.Tensor, noises: list[tf.Tensor]) -> tf.Tensor:
    for noise in noises:
        x = annealer.move(x, noise)
        annealer.cool()
    return x


if __name__ == "__main__":
    particles = tf.constant([[0.5], [-0.2]])
    draws = [tf.constant([[0.1], [0.2]])] * 3
    plain, compiled = Annealer(), Annealer()
    x = y = particles
    for draw in draws:
        x = Annealer.move.python_function(plain, x, draw)
        y = compiled.move(y, draw)
    assert bool(tf.reduce_all(tf.abs(x - y) < 1e-6)) and int(compiled.moves) == int(plain.moves) == 3
    calls = [
        (lambda: compiled.cool(), "self.temperature *= self.decay", "var *= value"),
        (lambda: compiled.rewind(tf.constant(1, tf.int64)), "counter -= steps", "variable -= value"),
    ]
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        for call, line, text in calls:
            try:
                call()
            except RuntimeError as error:
                assert text in str(error), error
            else:
                raise AssertionError(line)
    print("proved")
