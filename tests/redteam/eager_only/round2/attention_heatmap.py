"""Attention over the tokens of a sentence, with a learned temperature, as a heatmap for a viewer."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

WIDTH = 4


class SharpAttention(tf.Module):
    """Scaled dot products whose temperature is trained as a logarithm."""

    def __init__(self, width: int, seed: int):
        super().__init__()
        self.query = tf.Variable(tf.random.stateless_normal([width, width], [seed, 0]))
        self.key = tf.Variable(tf.random.stateless_normal([width, width], [seed, 1]))
        self.log_temperature = tf.Variable(0.5)

    @property
    def temperature(self) -> float:
        return float(np.exp(self.log_temperature.numpy()))  # expect: tf-numpy-call

    @property
    def soft_temperature(self) -> tf.Tensor:
        return tf.exp(self.log_temperature)

    def scores(self, tokens: tf.Tensor) -> tf.Tensor:
        queries, keys = tokens @ self.query, tokens @ self.key
        return tf.matmul(queries, keys, transpose_b=True) / np.sqrt(WIDTH).astype(np.float32)

    @tf.function
    def heatmap(self, tokens: tf.Tensor) -> tf.Tensor:
        return tf.nn.softmax(self.scores(tokens) / self.temperature)

    @tf.function
    def smooth_heatmap(self, tokens: tf.Tensor) -> tf.Tensor:
        return tf.nn.softmax(self.scores(tokens) / self.soft_temperature)


def sentence() -> tf.Tensor:
    return tf.random.stateless_normal([3, WIDTH], [5, 5])


def as_rows(heat: tf.Tensor) -> list[list[float]]:
    return [[round(float(cell), 3) for cell in row] for row in heat.numpy()]


if __name__ == "__main__":
    attention = SharpAttention(WIDTH, 8)
    words = sentence()
    smooth = as_rows(attention.smooth_heatmap(words))
    assert as_rows(SharpAttention.heatmap.python_function(attention, words)) == smooth
    try:
        attention.heatmap(words)
    except NotImplementedError as error:
        assert "numpy() is only available when eager execution is enabled" in str(error)
        assert "self.log_temperature.numpy()" in str(error), error
    else:
        raise AssertionError("the temperature was read in a graph")
    print("proved")
