"""Masks out stop words whose list lives in a plain text file."""

from __future__ import annotations

import pathlib
import tempfile

import tensorflow as tf


class StopwordMask(tf.Module):
    """Gives 1.0 for content words and 0.0 for stop words."""

    def __init__(self, path: pathlib.Path, fill: float = 0.0, name=None):
        super().__init__(name=name)
        self.path = path
        self.fill = fill

    def _stopwords(self) -> list[str]:
        with open(self.path, encoding="utf-8") as handle:  # expect: tf-file-io
            return handle.read().split()  # allow: tf-file-io

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def __call__(self, tokens):
        words = tf.constant(self._stopwords())
        lowered = tf.strings.lower(tokens)
        hit = tf.reduce_any(lowered[:, None] == words[None, :], axis=1)
        return tf.where(hit, self.fill, 1.0)


def weighted_mean(embeddings, weights):
    """Mean of token embeddings under the weights; safe for no weight at all."""
    total = tf.maximum(tf.reduce_sum(weights), 1e-6)
    return tf.einsum("td,t->d", embeddings, weights) / total


class SentenceEncoder:
    """Random projections of hashed tokens, averaged over content words."""

    def __init__(self, mask: StopwordMask, buckets: int = 64, dim: int = 4):
        self.mask = mask
        self.buckets = buckets
        self.table = tf.random.stateless_normal([buckets, dim], [1, 2])

    def encode(self, sentence: str):
        tokens = tf.strings.split(sentence)
        ids = tf.strings.to_hash_bucket_fast(tokens, self.buckets)
        return weighted_mean(tf.gather(self.table, ids), self.mask(tokens))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        results = {}
        for eager in (True, False):
            tf.config.run_functions_eagerly(eager)
            path = pathlib.Path(folder, f"stop_{eager}.txt")
            encoder = SentenceEncoder(StopwordMask(path))
            tokens = tf.constant(["the", "cat", "of", "Rome"])
            outs = []
            for words in ("the of", "the cat", "rome of"):
                path.write_text(words, encoding="utf-8")
                outs.append(encoder.mask(tokens).numpy().tolist())
            results[eager] = outs
            assert encoder.encode("the cat").shape == (4,)
        assert results[True] == [[0, 1, 0, 1], [0, 0, 1, 1], [1, 1, 0, 0]], results
        assert results[False] == [[0, 1, 0, 1]] * 3, results
    print("proved")
