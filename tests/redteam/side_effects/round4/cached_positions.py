"""Relative position biases for attention, cached by length."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class PositionBias(tf.Module):
    """Learned bias of each clipped distance."""

    def __init__(self, reach: int = 3):
        super().__init__()
        self.reach = reach
        self.table = tf.Variable(tf.random.stateless_normal([2 * reach + 1], [3, 3]))
        self._distances: dict[int, np.ndarray] = {}
        self._biases: dict[tuple[int, bool], tf.Tensor] = {}

    def distances(self, length: int) -> np.ndarray:
        """Index into the table for each pair of positions; pure NumPy."""
        if length not in self._distances:
            offsets = np.arange(length)[None, :] - np.arange(length)[:, None]
            self._distances[length] = np.clip(offsets, -self.reach, self.reach) + self.reach
        return self._distances[length]

    def bias(self, length: int, causal: bool):
        key = (length, causal)
        cached = self._biases.get(key)
        if cached is None:
            cached = tf.gather(self.table, self.distances(length))
            if causal:
                cached = tf.linalg.band_part(cached, -1, 0)
            self._biases[key] = cached  # expect: tf-tensor-leak  allow: tf-container-mutation
        return cached


class Attention(tf.Module):
    def __init__(self, bias: PositionBias):
        super().__init__()
        self.bias = bias

    def _mix(self, x, causal):
        scores = tf.matmul(x, x, transpose_b=True) + self.bias.bias(x.shape[-2], causal)
        return tf.nn.softmax(scores) @ x

    @tf.function
    def encode(self, x):
        return self._mix(x, causal=False)

    @tf.function
    def decode(self, x):
        return self._mix(x, causal=True)

    @tf.function
    def encode_again(self, x):
        """A second pass with the same bias."""
        return self._mix(tf.nn.relu(x), causal=False)


def translate(model: Attention, x):
    return model.encode_again(model.decode(model.encode(x)))


if __name__ == "__main__":
    x = tf.random.stateless_normal([2, 4, 3], [1, 1])
    tf.config.run_functions_eagerly(True)
    assert translate(Attention(PositionBias()), x).shape == x.shape
    tf.config.run_functions_eagerly(False)
    model = Attention(PositionBias())
    assert model.encode(x).shape == model.decode(x).shape == x.shape
    try:
        translate(model, x)
        raise AssertionError("the cached tensor did not leak")
    except (TypeError, ValueError) as error:
        assert "out of scope" in str(error)
    assert all(not hasattr(value, "numpy") for value in model.bias._biases.values())
    assert all(isinstance(value, np.ndarray) for value in model.bias._distances.values())
    print("proved")
