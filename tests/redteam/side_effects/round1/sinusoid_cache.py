"""Sinusoidal position encodings, computed with NumPy once a length and kept."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


def _table(length: int, dim: int) -> np.ndarray:
    position = np.arange(length)[:, None]
    rate = 1.0 / np.power(10000.0, 2 * (np.arange(dim)[None, :] // 2) / dim)
    angles = position * rate
    angles[:, 0::2] = np.sin(angles[:, 0::2])
    angles[:, 1::2] = np.cos(angles[:, 1::2])
    return angles.astype("float32")


class PositionEncoding:
    """Looks tables up by length; NumPy arrays only, never tensors."""

    def __init__(self, dim: int):
        self.dim = dim
        self._tables: dict[int, np.ndarray] = {}
        self._scale = None

    def table(self, length: int) -> np.ndarray:
        if length not in self._tables:
            self._tables[length] = _table(length, self.dim)
        return self._tables[length]

    @property
    def scale(self) -> float:
        if self._scale is None:
            self._scale = float(self.dim) ** 0.5
        return self._scale

    def __call__(self, x):
        length = x.shape[1]
        return self.scale * x + self.table(length)[None]


class Embedder(tf.Module):
    def __init__(self, vocab: int, dim: int):
        super().__init__()
        self.weights = tf.Variable(tf.random.stateless_normal([vocab, dim], [3, 3]))
        self.position = PositionEncoding(dim)

    @tf.function
    def __call__(self, ids):
        return self.position(tf.gather(self.weights, ids))


def token_batches():
    """Batches of several lengths; each length comes back later."""
    for length in (3, 5, 3, 8, 5, 3):
        yield tf.reshape(tf.range(2 * length) % 10, [2, length])


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    embedder = Embedder(10, 4)
    outputs = [embedder(ids).numpy() for ids in token_batches()]  # allow: tf-shape-retrace
    tf.config.run_functions_eagerly(False)
    return outputs, embedder.position


if __name__ == "__main__":
    eager_out, eager_position = drive(True)
    graph_out, graph_position = drive(False)
    for a, b in zip(eager_out, graph_out, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-6)
    assert sorted(eager_position._tables) == sorted(graph_position._tables) == [3, 5, 8]
    assert eager_position._scale == graph_position._scale == 2.0
    print("proved")
