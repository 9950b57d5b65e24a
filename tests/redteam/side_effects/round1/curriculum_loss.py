"""Regression whose targets get harder along a repeating curriculum of lags."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import tensorflow as tf


def _draw(source: Iterator[int]) -> int:
    """The next stage of a curriculum."""
    return next(source)  # expect: tf-iterator-advance


class Curriculum:
    """An endless cycle over the lags of an autoregressive task."""

    def __init__(self, lags: Sequence[int]):
        if not lags:
            raise ValueError("a curriculum needs at least one lag")
        self.lags = tuple(lags)
        self._stages = itertools.cycle(self.lags)

    def advance(self) -> int:
        return _draw(self._stages)


class AutoRegressor(tf.Module):
    """y[t + lag] = a * y[t] + c."""

    def __init__(self, curriculum: Curriculum):
        super().__init__()
        self.curriculum = curriculum
        self.a = tf.Variable(0.5)
        self.c = tf.Variable(0.0)

    def __call__(self, series):
        return self.a * series + self.c


def build_step(model: AutoRegressor, lr: float = 0.01):
    """Returns (loss, lag) for one update on a batch of series [batch, time]."""

    def step(series):
        lag = model.curriculum.advance()
        with tf.GradientTape() as tape:
            error = model(series[:, :-lag]) - series[:, lag:]
            loss = tf.reduce_mean(error**2)
        grads = tape.gradient(loss, (model.a, model.c))
        model.a.assign_sub(lr * grads[0])
        model.c.assign_sub(lr * grads[1])
        return loss, tf.constant(lag)

    return tf.function(step)


def sine_batch(batch: int = 4, length: int = 12):
    phase = tf.linspace(0.0, 1.0, batch)[:, None]
    return tf.sin(phase + tf.range(length, dtype=tf.float32)[None, :] / 3.0)


if __name__ == "__main__":
    series = sine_batch()
    lags = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        train = build_step(AutoRegressor(Curriculum([1, 2, 4])))
        lags[eager] = [int(train(series)[1]) for _ in range(5)]
    assert lags[True] == [1, 2, 4, 1, 2], lags
    assert lags[False] == [1, 1, 1, 1, 1], lags
    print("proved")
