"""Designs low-pass filters on the host and applies them as a graph."""

from __future__ import annotations

import functools

import numpy as np
import tensorflow as tf


@functools.lru_cache(maxsize=None)
def hamming(taps: int) -> np.ndarray:
    return np.hamming(taps).astype("float32")


class FilterBank:
    """Filters by cutoff; each is designed when it is needed first."""

    def __init__(self, taps: int = 9):
        self.taps = taps
        self._designs: dict[float, np.ndarray] = {}
        self._responses: dict[float, np.ndarray] = {}

    def design(self, cutoff: float) -> np.ndarray:
        try:
            return self._designs[cutoff]
        except KeyError:
            n = np.arange(self.taps) - (self.taps - 1) / 2
            kernel = (np.sinc(2 * cutoff * n) * hamming(self.taps)).astype("float32")
            self._designs[cutoff] = kernel / kernel.sum()
            return self._designs[cutoff]

    def response(self, cutoff: float) -> np.ndarray:
        if cutoff not in self._responses:
            self._responses[cutoff] = np.abs(np.fft.rfft(self.design(cutoff))).astype("float32")
        return self._responses[cutoff]

    @tf.function
    def smooth(self, signal, cutoff: float):
        kernel = self.design(cutoff)[:, None, None]
        filtered = tf.nn.conv1d(signal[None, :, None], kernel, stride=1, padding="SAME")
        return tf.squeeze(filtered, [0, 2])

    @tf.function
    def loudness(self, signal, cutoff: float):
        gains = self.response(cutoff)
        return tf.reduce_max(gains) * tf.reduce_sum(self.smooth(signal, cutoff) ** 2)


def apply_all(eager: bool):
    tf.config.run_functions_eagerly(eager)
    bank = FilterBank()
    signal = tf.constant(np.random.default_rng(0).normal(size=32), tf.float32)
    results = []
    for cutoff in (0.1, 0.2, 0.1, 0.1):
        results.append(bank.smooth(signal, cutoff).numpy())
        results.append(bank.loudness(signal, cutoff).numpy())
        signal = signal * 0.9
    tf.config.run_functions_eagerly(False)
    return results, bank


if __name__ == "__main__":
    (eager, first), (traced, second) = apply_all(True), apply_all(False)
    for left, right in zip(eager, traced, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-4, atol=1e-6)
    assert first._designs.keys() == second._designs.keys() == {0.1, 0.2}
    assert first._responses.keys() == second._responses.keys()
    print("proved")
