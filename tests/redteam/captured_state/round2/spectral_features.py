"""Spectral features of short signals, with windows and band edges kept in tables."""
from __future__ import annotations

import functools
from types import MappingProxyType

import numpy as np
import tensorflow as tf

BANDS: dict[str, tuple[int, int]] = {}
WEIGHTS = MappingProxyType({"low": 1.0, "middle": 2.0, "high": 0.5})
calls: dict[str, int] = {"frames": 0}


def load_bands(rate: int) -> None:
    """Fills the table of bands; has to be called before anything is analysed."""
    BANDS.clear()
    edges = (0, rate // 8, rate // 4, rate // 2 + 1)
    for name, low, high in zip(WEIGHTS, edges, edges[1:]):
        BANDS[name] = (low, high)


@functools.lru_cache(maxsize=None)
def window(size: int, kind: str = "hann") -> np.ndarray:
    shape = {"hann": np.hanning, "flat": np.ones}[kind](size)
    return (shape / shape.sum()).astype(np.float32)


def band_energy(spectrum: tf.Tensor, name: str) -> tf.Tensor:
    low, high = BANDS[name]
    return WEIGHTS[name] * tf.reduce_sum(tf.square(spectrum[..., low:high]), axis=-1)


@tf.function
def features(frames: tf.Tensor) -> tf.Tensor:
    """One energy a band; the calls are counted elsewhere."""
    calls = window(frames.shape[-1])
    spectrum = tf.abs(tf.signal.rfft(frames * calls))
    return tf.stack([band_energy(spectrum, name) for name in BANDS], axis=-1)


def analyse(signals: list[np.ndarray]) -> list[list[float]]:
    rows = []
    for signal in signals:
        frames = tf.constant(signal[None], tf.float32)
        rows.append(features(frames)[0].numpy().round(5).tolist())
        calls["frames"] += 1
    return rows


load_bands(rate=16)


if __name__ == "__main__":
    time = np.arange(16) / 16.0
    signals = [np.sin(2.0 * np.pi * f * time) for f in (1, 3, 6, 7)]
    tf.config.run_functions_eagerly(True)
    eager = analyse(signals)
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(analyse(signals), eager, atol=1e-4)
    assert features.experimental_get_tracing_count() == 1
    assert calls["frames"] == 8
    assert [int(np.argmax(row)) for row in eager] == [0, 1, 2, 2]
    print("proved")
