"""Rescores the hypotheses of a beam search with bigrams; every helper object lives for one call."""
from __future__ import annotations

import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class Hypothesis:
    """One hypothesis while it is being extended."""

    tokens: list[tf.Tensor]
    score: tf.Tensor

    def extend(self, token: tf.Tensor, score: tf.Tensor) -> None:
        self.tokens.append(token)
        self.score = self.score + score


class Ledger:
    """Collects partial scores under names."""

    def __init__(self) -> None:
        self.rows: dict[str, tf.Tensor] = {}

    def add(self, name: str, value: tf.Tensor) -> None:
        self.rows[name] = self.rows.get(name, 0.0) + value

    def total(self) -> tf.Tensor:
        return tf.add_n(list(self.rows.values()))


class Rescorer:
    def __init__(self, bigrams: np.ndarray, length_bonus: float = 0.1) -> None:
        self.bigrams = tf.Variable(bigrams, dtype=tf.float32, trainable=False)
        self.length_bonus = tf.Variable(length_bonus, trainable=False)

    @tf.function
    def rescore(self, beams: tf.Tensor) -> tf.Tensor:
        """Scores of shape [beam] for token ids of shape [beam, length]."""
        hypothesis = Hypothesis([beams[:, 0]], tf.zeros(beams.shape[0]))
        ledger = Ledger()
        for position in range(1, beams.shape[1]):
            previous, token = hypothesis.tokens[-1], beams[:, position]
            gain = tf.gather_nd(self.bigrams, tf.stack([previous, token], axis=1))
            hypothesis.extend(token, gain)
            ledger.add("length", tf.ones_like(gain) * self.length_bonus)
        ledger.add("bigram", hypothesis.score)
        return ledger.total()

    def best(self, beams: tf.Tensor) -> int:
        return int(tf.argmax(self.rescore(beams)))


if __name__ == "__main__":
    rescorer = Rescorer(np.array([[0.1, 0.9], [0.6, 0.4]]))
    beams = [[[0, 1, 0], [1, 1, 1]], [[0, 0, 0], [1, 0, 1]], [[1, 0, 0]] * 2]
    batches = [tf.constant(beam) for beam in beams]
    graph = [rescorer.rescore(batch).numpy() for batch in batches]
    tf.config.run_functions_eagerly(True)
    eager = [rescorer.rescore(batch).numpy() for batch in batches]
    np.testing.assert_allclose(graph, eager, rtol=1e-6)
    assert rescorer.best(batches[0]) == 0 and rescorer.best(batches[1]) == 1
    print("proved")
