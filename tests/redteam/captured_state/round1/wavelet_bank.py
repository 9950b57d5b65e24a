"""Banks of compiled filters: three ways to give each filter its own scale."""
from __future__ import annotations

from functools import partial
from typing import Callable

import numpy as np
import tensorflow as tf

Filter = Callable[[tf.Tensor], tf.Tensor]
SCALES = (1, 2, 4)


def difference(signal: tf.Tensor, scale: int) -> tf.Tensor:
    return signal - tf.roll(signal, shift=scale, axis=0)


def make_average(scale: int) -> Filter:
    @tf.function
    def average(signal: tf.Tensor) -> tf.Tensor:
        shifted = [tf.roll(signal, shift=k, axis=0) for k in range(scale)]
        return tf.add_n(shifted) / scale

    return average


def build_bank() -> dict[str, list[Filter]]:
    details: list[Filter] = []
    energies: list[Filter] = []
    for scale in SCALES:
        details.append(tf.function(partial(difference, scale=scale)))

        @tf.function
        def energy(signal: tf.Tensor, scale: float = float(scale)) -> tf.Tensor:
            return tf.reduce_sum(tf.square(signal)) / scale

        energies.append(energy)
    averages = [make_average(scale) for scale in SCALES]
    return {"detail": details, "energy": energies, "average": averages}


def analyse(signals: list[np.ndarray]) -> list[dict[str, list[np.ndarray]]]:
    bank = build_bank()
    results = []
    for signal in signals:
        samples = tf.constant(signal, tf.float32)
        results.append({name: [f(samples).numpy() for f in filters] for name, filters in bank.items()})
    return results


if __name__ == "__main__":
    signals = [np.arange(8.0), np.ones(8), np.linspace(0.0, 1.0, 8)]
    for signal, result in zip(signals, analyse(signals)):
        for position, scale in enumerate(SCALES):
            np.testing.assert_allclose(
                result["detail"][position], signal - np.roll(signal, scale), rtol=1e-5, atol=1e-6
            )
            np.testing.assert_allclose(result["energy"][position], np.sum(signal**2) / scale, rtol=1e-5)
            mean = sum(np.roll(signal, k) for k in range(scale)) / scale
            np.testing.assert_allclose(result["average"][position], mean, rtol=1e-5, atol=1e-6)
    print("proved")
