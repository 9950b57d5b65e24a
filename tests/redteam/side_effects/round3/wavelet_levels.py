"""Haar wavelets over a fixed number of levels, written with generators and iterators."""

from __future__ import annotations

import itertools

import numpy as np
import tensorflow as tf

NAMES = ("fine", "medium", "coarse", "coarser")


def pairs(x):
    """Yields the pyramid from fine to coarse: `(detail, approximation)` of each level."""
    while x.shape[-1] > 1:
        even, odd = x[..., ::2], x[..., 1::2]
        x = (even + odd) / 2.0
        yield even - x, x


def take(iterable, count: int):
    """The first `count` items."""
    source = iter(iterable)
    for _ in range(count):
        yield next(source)


def rebuild(approximation, details):
    """Inverse of the transform."""
    for detail in details:
        even, odd = approximation + detail, approximation - detail
        approximation = tf.reshape(
            tf.stack([even, odd], axis=-1), [*approximation.shape[:-1], 2 * approximation.shape[-1]]
        )
    return approximation


@tf.function
def decompose(signal, levels: int = 3):
    """Details by name, and the remaining approximation."""
    names = iter(NAMES)
    numbers = itertools.count(1)
    details, last = {}, signal
    for detail, last in take(pairs(signal), levels):
        details[next(names)] = detail / tf.cast(next(numbers), tf.float32)
    spare = next(names, None)
    if spare is not None:
        details[spare] = tf.zeros_like(last)
    return details, last


@tf.function
def denoise(signal, threshold):
    """Shrinks the details of all levels."""
    levels = list(pairs(signal))
    approximation = levels[-1][1]
    shrunk = (tf.sign(d) * tf.nn.relu(tf.abs(d) - threshold) for d, _ in reversed(levels))
    first = next(shrunk)
    return rebuild(approximation, itertools.chain([first], shrunk))


class Smoother:
    """Applies a cycle of thresholds, one after the other, in each call."""

    thresholds = (0.3, 0.1)

    @tf.function
    def __call__(self, signal):
        cycle = itertools.cycle(self.thresholds)
        for _ in range(3):
            signal = denoise(signal, tf.constant(next(cycle)))
        return signal


if __name__ == "__main__":
    smoother = Smoother()
    for seed in range(4):
        signal = tf.random.stateless_normal([2, 8], [seed, 6])
        tf.config.run_functions_eagerly(True)
        eager = (decompose(signal), denoise(signal, tf.constant(0.2)), smoother(signal))
        tf.config.run_functions_eagerly(False)
        graph = (decompose(signal), denoise(signal, tf.constant(0.2)), smoother(signal))
        assert sorted(graph[0][0]) == ["coarse", "coarser", "fine", "medium"]
        for a, b in zip(tf.nest.flatten(eager), tf.nest.flatten(graph)):
            np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(denoise(signal, tf.constant(0.0)), signal, rtol=1e-5, atol=1e-6)
    print("proved")
