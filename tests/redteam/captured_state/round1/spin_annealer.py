"""Metropolis chain on a ring of spins whose inverse temperature rises."""
from __future__ import annotations

from typing import Callable

import numpy as np
import tensorflow as tf


def make_chain(size: int, beta: float) -> tuple[Callable, Callable]:
    """The acceptance rule of a chain, and a function that makes it colder."""
    coupling = 1.0 / size

    @tf.function
    def acceptance(spins: tf.Tensor) -> tf.Tensor:
        neighbours = tf.roll(spins, 1, axis=0) + tf.roll(spins, -1, axis=0)
        increase = 2.0 * coupling * spins * neighbours
        return tf.exp(-beta * tf.nn.relu(increase))  # expect: tf-global-read

    def chill(amount: float) -> float:
        nonlocal beta
        beta += amount
        return beta

    return acceptance, chill


def anneal(sweeps: int) -> list[float]:
    """Chance that the aligned ring breaks, after every sweep."""
    acceptance, chill = make_chain(size=8, beta=0.5)
    rng = np.random.default_rng(1)
    spins = np.ones(8, np.float32)
    rates = []
    for _ in range(sweeps):
        chance = acceptance(tf.constant(spins)).numpy()
        site = rng.integers(8)
        if rng.uniform() < chance[site]:
            spins[site] *= -1.0
        rates.append(float(acceptance(tf.ones([8]))[0]))
        chill(1.5)
    return rates


if __name__ == "__main__":
    frozen = anneal(4)
    assert len(set(frozen)) == 1, frozen
    tf.config.run_functions_eagerly(True)
    falling = anneal(4)
    assert all(a > b for a, b in zip(falling, falling[1:])), falling
    assert np.isclose(frozen[0], falling[0])
    print("proved")
