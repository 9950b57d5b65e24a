"""Walks through the latent space of a small decoder and renders what it meets."""

from __future__ import annotations

import contextlib
import functools
import io

import keras
import numpy as np
import tensorflow as tf

plain_graph = functools.partial(tf.function, autograph=False)
emit = print


class StepSampler:
    """Draws the directions of the walk on the host."""

    def __init__(self, size: int, scale: float = 0.3):
        self.rng = np.random.default_rng()
        self.size = size
        self.scale = scale

    def direction(self):
        raw = self.rng.standard_normal(self.size)  # expect: tf-python-random
        return (self.scale * raw / np.linalg.norm(raw)).astype("float32")


class LatentWalk(tf.Module):
    def __init__(self, decoder: keras.Model, size: int):
        super().__init__()
        self.decoder = decoder
        self.position = tf.Variable(tf.zeros([1, size]))
        self.sampler = StepSampler(size)

    @plain_graph
    def advance(self):
        """Moves one step and decodes the new position."""
        draw = self.sampler.direction
        self.position.assign_add(draw()[None, :])
        image = self.decoder(self.position.read_value())
        emit("brightness", tf.reduce_mean(image))  # expect: tf-print
        return image


def build_decoder(size: int) -> keras.Model:
    inputs = keras.Input((size,))
    hidden = keras.layers.Dense(8, activation="tanh")(inputs)
    return keras.Model(inputs, keras.layers.Dense(16, activation="sigmoid")(hidden))


def directions_taken(eager: bool, steps: int = 4):
    tf.config.run_functions_eagerly(eager)
    walk = LatentWalk(build_decoder(3), 3)
    moves, before = [], np.zeros([1, 3])
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        for _ in range(steps):
            walk.advance()
            now = walk.position.numpy()
            moves.append(now - before)
            before = now
    tf.config.run_functions_eagerly(False)
    straight = all(np.allclose(move, moves[0], atol=1e-5) for move in moves)
    return straight, shown.getvalue().count("brightness")


if __name__ == "__main__":
    assert directions_taken(eager=True) == (False, 4)
    assert directions_taken(eager=False) == (True, 1)
    print("proved")
