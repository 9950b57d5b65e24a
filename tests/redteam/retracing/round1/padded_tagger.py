"""Tags words of sentences: lengths vary from batch to batch, graphs do not."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

IDS = tf.TensorSpec(shape=[None, None], dtype=tf.int32, name="ids")
RAGGED = tf.RaggedTensorSpec(shape=[None, None], dtype=tf.int32)


class Tagger(tf.Module):
    def __init__(self, words: int, tags: int) -> None:
        super().__init__()
        generator = np.random.default_rng(3)
        self.emission = tf.Variable(generator.normal(size=[words, tags]), dtype=tf.float32)
        self.transition = tf.Variable(np.eye(tags), dtype=tf.float32)

    @tf.function(input_signature=[IDS])
    def tag(self, ids):
        scores = tf.gather(self.emission, ids)
        smoothed = scores + tf.einsum("blt,ts->bls", tf.roll(scores, 1, axis=1), self.transition)
        return tf.argmax(smoothed, axis=-1, output_type=tf.int32)

    @tf.function(reduce_retracing=True)
    def confidence(self, ids):
        probabilities = tf.nn.softmax(tf.gather(self.emission, ids))
        return tf.reduce_mean(tf.reduce_max(probabilities, axis=-1))


@tf.function(input_signature=[RAGGED])
def word_counts(sentences):
    return sentences.row_lengths()


@tf.function
def longest(sentences):
    return tf.reduce_max(sentences.row_lengths())


def read_batches(count: int, size: int, drop_remainder: bool = True):
    generator = np.random.default_rng(4)
    for number in range(count):
        rows = size if drop_remainder or number < count - 1 else size - 1
        lengths = generator.integers(2, 30, size=rows)
        yield [generator.integers(1, 40, size=length).tolist() for length in lengths]


def pad(sentences: list[list[int]]) -> np.ndarray:
    width = max(map(len, sentences))
    return np.array([sentence + [0] * (width - len(sentence)) for sentence in sentences], np.int32)


def annotate(tagger: Tagger, batches) -> list[dict]:
    report = []
    for sentences in batches:
        ids = pad(sentences)
        ragged = tf.ragged.constant(sentences, dtype=tf.int32)
        report.append({
            "tags": tagger.tag(ids).numpy(),
            "confidence": float(tagger.confidence(ids)),
            "words": word_counts(ragged).numpy().tolist(),
            "longest": int(longest(ragged)),
        })
    return report


def main() -> tuple[Tagger, list[dict]]:
    tagger = Tagger(words=40, tags=3)
    return tagger, annotate(tagger, read_batches(7, size=3))


if __name__ == "__main__":
    tagger, report = main()
    assert len({row["tags"].shape for row in report}) >= 5
    assert all(max(row["words"]) == row["longest"] for row in report)
    assert tagger.tag.experimental_get_tracing_count() == 1
    assert tagger.confidence.experimental_get_tracing_count() == 2
    assert word_counts.experimental_get_tracing_count() == 1
    assert longest.experimental_get_tracing_count() == 1
    print("proved")
