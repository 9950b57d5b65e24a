"""A linear-chain tagger: Viterbi scores with learned transitions."""
from __future__ import annotations

import functools

import numpy as np
import tensorflow as tf


def compiled(**options):
    """Project-wide way of compiling: one place for the defaults."""

    def decorate(function):
        return tf.function(function, reduce_retracing=True, **options)

    return decorate


class ChainTagger:
    """Scores tag sequences of one sentence at a time."""

    def __init__(self, tags: int) -> None:
        self.tags = tags
        self.emission_scale = tf.Variable(1.0)

    @property
    def transitions(self) -> tf.Variable:
        off_diagonal = 1.0 - tf.eye(self.tags)
        return tf.Variable(-0.5 * off_diagonal, name="transitions")  # expect: tf-variable-creation

    @functools.cached_property
    def start(self) -> np.ndarray:
        scores = np.zeros(self.tags, np.float32)
        scores[0] = 1.0
        return scores

    def _advance(self, alpha: tf.Tensor, emission: tf.Tensor) -> tf.Tensor:
        paths = alpha[:, None] + self.transitions
        return tf.reduce_max(paths, axis=0) + self.emission_scale * emission

    @compiled(autograph=False)
    def best_score(self, first: tf.Tensor, second: tf.Tensor) -> tf.Tensor:
        alpha = self.start + self.emission_scale * first
        return tf.reduce_max(self._advance(alpha, second))

    @compiled()
    def greedy(self, emissions: tf.Tensor) -> tf.Tensor:
        return tf.argmax(emissions * self.emission_scale, axis=-1)


def decode(tagger: ChainTagger, sentences: list[np.ndarray]) -> list[float]:
    return [float(tagger.best_score(tf.constant(s[0]), tf.constant(s[1]))) for s in sentences]


if __name__ == "__main__":
    corpus = [np.full([2, 3], value, np.float32) for value in (0.5, 1.0, 2.0)]
    tf.config.run_functions_eagerly(True)
    assert decode(ChainTagger(3), corpus) == [2.0, 3.0, 5.0]
    tf.config.run_functions_eagerly(False)
    tagger = ChainTagger(3)
    for _ in range(2):
        assert tagger.greedy(tf.eye(3)).numpy().tolist() == [0, 1, 2]
    try:
        decode(tagger, corpus)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
