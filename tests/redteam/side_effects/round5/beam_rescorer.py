"""Rescores the hypotheses of a beam search with a length-normalised language model."""

from __future__ import annotations

import heapq

import numpy as np
import tensorflow.compat.v2 as tf


class LanguageModel:
    """A bigram table with add-one smoothing."""

    def __init__(self, counts: np.ndarray):
        smoothed = counts + 1.0
        self.log_probs = tf.constant(np.log(smoothed / smoothed.sum(1, keepdims=True)), tf.float32)

    def score(self, tokens):
        pairs = tf.stack([tokens[:-1], tokens[1:]], axis=1)
        return tf.reduce_sum(tf.gather_nd(self.log_probs, pairs))


class Rescorer:
    def __init__(self, model: LanguageModel, alpha: float = 0.7):
        self.model = model
        self.alpha = alpha
        self.widths: list[int] = []
        self.seen: dict[str, list[int]] = {}

    def _remember(self, beams):
        heapq.heappush(self.widths, beams.shape[0])  # expect: tf-container-mutation
        self.seen.setdefault("lengths", []).append(beams.shape[1])  # expect: tf-container-mutation

    @tf.function
    def rescore(self, beams):
        """One score for every row of `beams` (hypotheses, tokens)."""
        self._remember(beams)
        penalty = ((5.0 + beams.shape[1]) / 6.0) ** self.alpha
        scores = tf.TensorArray(tf.float32, size=beams.shape[0], clear_after_read=False)
        for i in tf.range(beams.shape[0]):
            scores.write(i, self.model.score(beams[i]) / penalty)  # expect: tf-tensorarray-write-dropped
        return scores.stack()

    def best(self, beams):
        return int(np.argmax(self.rescore(beams).numpy()))


def run(eager: bool):
    tf.config.run_functions_eagerly(eager)
    rng = np.random.default_rng(2)
    rescorer = Rescorer(LanguageModel(rng.integers(0, 9, size=(5, 5))))
    batches = [tf.constant(rng.integers(0, 5, size=(3, 4)), tf.int32) for _ in range(3)]
    scores = [rescorer.rescore(beams).numpy() for beams in batches]
    tf.config.run_functions_eagerly(False)
    return np.array(scores), rescorer.widths, rescorer.seen


if __name__ == "__main__":
    scores, widths, seen = run(eager=True)
    assert (scores < 0).all() and len(widths) == 3 and len(seen["lengths"]) == 3
    scores, widths, seen = run(eager=False)
    assert (scores == 0).all() and len(widths) == 1 and len(seen["lengths"]) == 1
    print("proved")
