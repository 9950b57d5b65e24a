"""Tags the words of sentences of any length; streams of documents are scored as data sets."""
from __future__ import annotations

from typing import Iterable, Iterator

import numpy as np
import tensorflow as tf

TAGS = 3


class Tagger:
    def __init__(self, vocabulary: int) -> None:
        emissions = np.random.default_rng(7).normal(size=(vocabulary, TAGS))
        self.emissions = tf.Variable(emissions.astype(np.float32))
        self.tagged = 0

    @tf.function
    def _tag(self, tokens: tf.RaggedTensor) -> tf.RaggedTensor:
        scores = tf.gather(self.emissions, tokens.flat_values)
        return tokens.with_flat_values(tf.argmax(scores, axis=-1))

    @tf.function
    def _score(self, documents: tf.data.Dataset) -> tf.Tensor:
        total = tf.constant(0.0)
        for document in documents:
            total += tf.reduce_max(tf.gather(self.emissions, document))
        return total

    def tag(self, sentences: list[list[int]]) -> list[list[int]]:
        tags = self._tag(tf.ragged.constant(sentences, dtype=tf.int64))
        self.tagged += len(sentences)
        return tags.to_list()

    def score(self, documents: Iterable[int]) -> float:
        stream = tf.data.Dataset.from_tensor_slices(np.asarray(list(documents), np.int64))
        return float(self._score(stream))


def pairs(sentences: list[list[int]]) -> Iterator[list[list[int]]]:
    rest = list(sentences)
    while len(rest) > 1:
        yield [rest.pop(0), rest.pop(0)]


SENTENCES = [[1], [2, 3, 4], [5, 1], [0, 2, 4, 6], [3], [3, 3], [1, 2, 3, 4, 5, 6], [6, 5]]


def main() -> tuple[Tagger, list[list[list[int]]], list[float]]:
    tagger = Tagger(8)
    tags = [tagger.tag(batch) for batch in pairs(SENTENCES)]
    scores = [tagger.score(range(count)) for count in (2, 4, 8)]
    return tagger, tags, scores


if __name__ == "__main__":
    tagger, tags, scores = main()
    assert tagger.tagged == 8 and [len(row) for row in tags[1]] == [2, 4]
    assert tagger._tag.experimental_get_tracing_count() == 1
    assert tagger._score.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    again = main()
    assert again[1] == tags
    np.testing.assert_allclose(again[2], scores, rtol=1e-5)
    print("proved")
