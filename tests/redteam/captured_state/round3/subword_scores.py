"""Scores of sub-word pieces for a unigram tokeniser that keeps learning."""
from __future__ import annotations

import collections
import math

import tensorflow as tf


class UnigramPieces:
    """Log-probabilities of pieces, re-estimated from each new batch of text."""

    def __init__(self, pieces: str) -> None:
        self.scores: dict[str, float] = {piece: -math.log(len(pieces)) for piece in pieces}
        self.counts: collections.Counter[str] = collections.Counter(pieces)

    def learn(self, text: str) -> None:
        self.counts.update(char for char in text if char in self.scores)
        total = sum(self.counts.values())
        self.scores.update({piece: math.log(self.counts[piece] / total) for piece in self.scores})

    def prune(self, piece: str) -> float:
        """Drops the last piece when it is too rare to be worth a slot."""
        return self.scores.pop(piece, 0.0)

    def encode(self, word: str) -> tf.Tensor:
        order = list(self.scores)
        return tf.constant([order.index(char) for char in word], tf.int32)

    def _table(self) -> tf.Tensor:
        return tf.constant(list(self.scores.values()), tf.float32)  # expect: tf-attribute-read

    def _path_score(self, ids: tf.Tensor) -> tf.Tensor:
        return tf.reduce_sum(tf.gather(self._table(), ids))

    @tf.function
    def likelihood(self, ids: tf.Tensor) -> tf.Tensor:
        return tf.exp(self._path_score(ids))


def learn_and_score(texts: list[str], probe: str) -> list[float]:
    pieces = UnigramPieces("abcd")
    found = []
    for text in texts:
        pieces.learn(text)
        found.append(round(float(pieces.likelihood(pieces.encode(probe))), 4))
    pieces.prune("d")
    return found


if __name__ == "__main__":
    corpus = ["aaaa", "aabbbb", "bbbbbbbb"]
    tf.config.run_functions_eagerly(True)
    eager = learn_and_score(corpus, "ab")
    tf.config.run_functions_eagerly(False)
    graph = learn_and_score(corpus, "ab")
    assert graph == [eager[0]] * 3, (graph, eager)
    assert len(set(eager)) == 3
    print("proved")
