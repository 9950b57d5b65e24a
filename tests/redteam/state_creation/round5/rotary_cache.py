"""Rotary position codes whose tables are made when first asked for."""
from __future__ import annotations

import functools

import numpy as np
import tensorflow as tf


@functools.lru_cache(maxsize=None)
def frequency_table(width: int) -> tf.Variable:
    """Learned inverse frequencies, one table for each width in the process."""
    exponents = np.arange(0, width, 2, dtype=np.float32) / width
    return tf.Variable(np.power(100.0, -exponents))


def rotate(x: tf.Tensor, angles: tf.Tensor) -> tf.Tensor:
    even, odd = x[..., 0::2], x[..., 1::2]
    cos, sin = tf.cos(angles), tf.sin(angles)
    return tf.concat([even * cos - odd * sin, even * sin + odd * cos], axis=-1)


class RotaryAttention(tf.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width

    @functools.cached_property
    def temperature(self) -> tf.Variable:
        return tf.Variable(float(self.width) ** 0.5, name="temperature")

    def _angles(self, length: tf.Tensor) -> tf.Tensor:
        positions = tf.cast(tf.range(length), tf.float32)
        return positions[:, None] * frequency_table(self.width)

    @tf.function
    def scores(self, queries: tf.Tensor, keys: tf.Tensor) -> tf.Tensor:
        angles = self._angles(tf.shape(queries)[0])
        dots = tf.matmul(rotate(queries, angles), rotate(keys, angles), transpose_b=True)
        return tf.nn.softmax(dots / self.temperature)

    def sharpen(self, factor: float) -> None:
        self.temperature.assign(self.temperature / factor)


def run() -> list[np.ndarray]:
    frequency_table.cache_clear()
    attention = RotaryAttention(4)
    results = []
    for scale in (1.0, 2.0, 3.0):
        x = tf.reshape(tf.range(12.0), [3, 4]) * 0.1 * scale
        results.append(attention.scores(x, x).numpy())
        attention.sharpen(0.5)
    return results


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(run(), graph, rtol=1e-5)
    print("proved")
