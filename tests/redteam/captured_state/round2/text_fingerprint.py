"""Fingerprints of token sequences from hashed n-grams of several widths."""
from __future__ import annotations

from collections import namedtuple
from typing import Callable, Iterable

import tensorflow as tf

Gram = namedtuple("Gram", "name width salt")
GRAMS = (Gram("words", 1, 17), Gram("pairs", 2, 31), Gram("triples", 3, 101))
BUCKETS = 97

Hasher = Callable[[tf.Tensor], tf.Tensor]


def build_hashers(grams: Iterable[Gram]) -> dict[str, Hasher]:
    hashers: dict[str, Hasher] = {}
    for gram in grams:

        def hashed(tokens: tf.Tensor) -> tf.Tensor:
            frames = tf.signal.frame(tokens, gram.width, 1)  # expect: tf-loop-capture
            return tf.reduce_sum(frames, axis=-1) * gram.salt % BUCKETS  # allow: tf-loop-capture

        hashers[gram.name] = hashed
    return hashers


class Fingerprinter:
    def __init__(self, grams: Iterable[Gram] = GRAMS) -> None:
        self.hashers = build_hashers(grams)

    def _parts(self, tokens: tf.Tensor) -> list[tf.Tensor]:
        return [hasher(tokens) for hasher in self.hashers.values()]

    @tf.function(input_signature=[tf.TensorSpec([None], tf.int32)])
    def __call__(self, tokens: tf.Tensor) -> tf.Tensor:
        return tf.stack([tf.reduce_min(part) for part in self._parts(tokens)])


def overlap(fingerprinter: Fingerprinter, left: list[int], right: list[int]) -> float:
    """The share of the fingerprint that two texts have in common."""
    same = tf.equal(fingerprinter(tf.constant(left)), fingerprinter(tf.constant(right)))
    return float(tf.reduce_mean(tf.cast(same, tf.float32)))


def expected(tokens: list[int], gram: Gram) -> int:
    sums = [sum(tokens[i : i + gram.width]) for i in range(len(tokens) - gram.width + 1)]
    return min(total * gram.salt % BUCKETS for total in sums)


if __name__ == "__main__":
    text = [5, 9, 3, 31, 8]
    right = [expected(text, gram) for gram in GRAMS]
    fingerprint = Fingerprinter()
    assert fingerprint(tf.constant(text)).numpy().tolist() == [right[-1]] * 3
    assert len(set(right)) == 3
    assert overlap(fingerprint, text, text) == 1.0
    alone = [build_hashers([gram])[gram.name](tf.constant(text)) for gram in GRAMS]
    assert [int(tf.reduce_min(hashes)) for hashes in alone] == right
    print("proved")
