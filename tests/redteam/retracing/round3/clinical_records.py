"""Preparation of patient records: visits of any number are cut or padded, then batched with a short tail."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import tensorflow as tf

VISITS = 5
FIELDS = 3


class Normaliser:
    """Running mean and scale of the fields, updated in the graph."""

    def __init__(self) -> None:
        self.mean = tf.Variable(tf.zeros([FIELDS], tf.float64))
        self.count = tf.Variable(0.0, dtype=tf.float64)

    @tf.function
    def update(self, visits: tf.Tensor, present: tf.Tensor) -> None:
        weights = tf.cast(present, tf.float64)
        total = tf.reduce_sum(weights)
        fresh = tf.einsum("bvf,bv->f", tf.cast(visits, tf.float64), weights)
        self.count.assign_add(total)
        self.mean.assign_add((fresh - total * self.mean) / tf.maximum(self.count, 1.0))

    @tf.function
    def centre(self, visits: tf.Tensor, dtype: tf.DType = tf.float32) -> tf.Tensor:
        return tf.cast(tf.cast(visits, tf.float64) - self.mean, dtype)


def patients(rng: np.random.Generator, count: int) -> Iterator[np.ndarray]:
    for _ in range(count):
        yield rng.normal(2.0, 1.0, size=(rng.integers(1, 9), FIELDS)).astype(np.float32)


def fit_to_window(record: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    kept = record[-VISITS:]
    missing = VISITS - len(kept)
    present = np.arange(VISITS) < len(kept)
    return np.pad(kept, [(0, missing), (0, 0)]), present


def batches(records: list[np.ndarray], size: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for start in range(0, len(records), size):
        windows, present = zip(*map(fit_to_window, records[start:start + size]))
        yield np.stack(windows), np.stack(present)


def prepare(count: int = 10, size: int = 4, passes: int = 2, seed: int = 0) -> tuple[Normaliser, list[tf.Tensor]]:
    records = list(patients(np.random.default_rng(seed), count))
    normaliser, centred = Normaliser(), []
    for last in (number == passes - 1 for number in range(passes)):
        for visits, present in batches(records, size):
            if last:
                centred.append(normaliser.centre(visits, dtype=tf.float16))
            else:
                normaliser.update(visits, present)
    return normaliser, centred


if __name__ == "__main__":
    normaliser, centred = prepare()
    assert [len(batch) for batch in centred] == [4, 4, 2]
    assert normaliser.update.experimental_get_tracing_count() == 2
    assert normaliser.centre.experimental_get_tracing_count() == 2
    tf.config.run_functions_eagerly(True)
    for eager, graph in zip(prepare()[1], centred):
        np.testing.assert_allclose(eager, graph, atol=2e-3)
    print("proved")
