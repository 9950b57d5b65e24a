"""Embeds tokens with a big table that stays outside the compiled function."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

WORDS, WIDTH = 8192, 32
POSITIONS = np.linspace(0.0, 1.0, WORDS * WIDTH, dtype=np.float32).reshape(WORDS, WIDTH)
FLOOR = np.full([256, WIDTH], -1.0, np.float32)


def pretrained() -> np.ndarray:
    return np.random.default_rng(3).standard_normal((WORDS, WIDTH)).astype(np.float32)


class Embedder(tf.Module):
    """A trained table, a frozen one, and a few rows of positions."""

    def __init__(self) -> None:
        super().__init__()
        table = pretrained()
        self.trained = tf.Variable(table, name="trained")
        self.frozen = tf.constant(table[::-1])
        self.source = table

    @property
    def scale(self) -> float:
        return self.source.shape[1] ** -0.5

    def _positions(self, length: int) -> np.ndarray:
        return POSITIONS[:length]

    @tf.function
    def embed(self, tokens: tf.Tensor) -> tf.Tensor:
        rows = tf.gather(self.trained, tokens) + tf.gather(self.frozen, tokens)
        rows = rows * self.scale + self._positions(tokens.shape[0])
        lowest = tf.gather(FLOOR, tokens % len(FLOOR))
        return tf.maximum(rows, lowest)

    @tf.function
    def project(self, tokens: tf.Tensor, table: tf.Tensor) -> tf.Tensor:
        return tf.matmul(self.embed(tokens), table, transpose_b=True)

    def logits(self, tokens: tf.Tensor) -> tf.Tensor:
        return self.project(tokens, self.frozen)


def vote(embedder: Embedder, sentences: list[list[int]]) -> list[int]:
    return [int(tf.argmax(embedder.logits(tf.constant(s))[-1])) for s in sentences]


if __name__ == "__main__":
    sentences = [[1, 2, 3], [4000, 5, 8000], [17, 17, 17]]
    embedder = Embedder()
    graph = vote(embedder, sentences)
    for function, more in ((embedder.embed, ()), (embedder.project, (embedder.frozen,))):
        concrete = function.get_concrete_function(tf.constant([1, 2, 3]), *more)
        assert len(concrete.graph.as_graph_def().SerializeToString()) < 60_000
        assert function.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    assert vote(embedder, sentences) == graph
    print("proved")
