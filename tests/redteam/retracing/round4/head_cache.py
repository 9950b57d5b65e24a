"""Scores documents with several heads; every head is compiled on first use and kept."""
from __future__ import annotations

import functools
from unittest import mock

import numpy as np
import tensorflow as tf

HEADS = {"relevance": tf.nn.sigmoid, "topic": tf.nn.softmax, "raw": tf.identity}
DIMENSIONS = 6


@functools.lru_cache(maxsize=None)
def weights_for(head: str) -> tf.Variable:
    seed = sorted(HEADS).index(head)
    values = np.random.default_rng(seed).normal(size=[DIMENSIONS, 3])
    return tf.Variable(values.astype(np.float32))


@functools.lru_cache(maxsize=None)
def compiled_head(head: str):
    """The traced scorer of a head, made once for each name."""
    weights = weights_for(head)
    activation = HEADS[head]

    @tf.function
    def score(vectors: tf.Tensor) -> tf.Tensor:
        return activation(tf.matmul(vectors, weights))

    return score


class Pipeline:
    def __init__(self, heads: list[str]) -> None:
        self.heads = heads
        self._normalizers: dict[str, object] = {}

    def normalizer(self, kind: str):
        if kind not in self._normalizers:
            order = {"l1": 1, "l2": 2}[kind]
            self._normalizers[kind] = tf.function(lambda v: v / tf.norm(v, ord=order, axis=-1, keepdims=True))
        return self._normalizers[kind]

    def score(self, vectors: tf.Tensor) -> dict[str, np.ndarray]:
        results = {}
        for number, head in enumerate(self.heads):
            unit = self.normalizer("l2" if number % 2 else "l1")(vectors)
            results[head] = compiled_head(head)(unit).numpy()
        return results


def process(batches: int) -> tuple[Pipeline, list[dict]]:
    pipeline = Pipeline(list(HEADS))
    rng = np.random.default_rng(1)
    answers = []
    for _ in range(batches):
        vectors = tf.constant(rng.normal(size=[4, DIMENSIONS]).astype(np.float32))
        answers.append(pipeline.score(vectors))
    return pipeline, answers


if __name__ == "__main__":
    with mock.patch.object(tf, "function", wraps=tf.function) as compiler:
        used, scored = process(batches=5)
    assert compiler.call_count == len(HEADS) + 2
    assert len(scored) == 5
    counts = [compiled_head(head).experimental_get_tracing_count() for head in HEADS]
    counts += [function.experimental_get_tracing_count() for function in used._normalizers.values()]
    assert counts == [1] * 5
    print("proved")
