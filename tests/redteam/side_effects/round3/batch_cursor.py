"""Training driven by dataset iterators that live on the trainer."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


def ramp(count: int, scale: float = 1.0):
    return tf.data.Dataset.range(count).map(lambda i: scale * tf.cast(i, tf.float32)).repeat()


class MixedSource:
    """Interleaves labelled and unlabelled batches."""

    def __init__(self, labelled, unlabelled):
        self._labelled = iter(labelled)
        self._unlabelled = iter(unlabelled)

    def pair(self):
        """The next batch of either."""
        advance = next
        return advance(self._labelled), self._unlabelled.get_next()


class SemiSupervised:
    """Estimates two means at once."""

    def __init__(self, source: MixedSource):
        self.source = source
        self.means = tf.Variable(tf.zeros([2]))
        self.count = tf.Variable(0.0)

    def _accumulate(self, values):
        self.count.assign_add(1.0)
        self.means.assign_add((values - self.means) / self.count)

    @tf.function
    def train_step(self):
        labelled, unlabelled = self.source.pair()
        self._accumulate(tf.stack([labelled, unlabelled]))
        return tf.identity(self.means)

    @tf.function
    def train_epoch(self, iterator, steps):
        """Several steps at once from an iterator that is handed over."""
        for _ in tf.range(steps):
            value = next(iterator)
            self._accumulate(tf.stack([value, -value]))
        return tf.identity(self.means)

    @tf.function
    def evaluate(self, dataset):
        total = 0.0
        for value in dataset:
            total += tf.abs(value - self.means[0])
        first = next(iter(dataset))
        return total, first


def run(eager: bool):
    tf.config.run_functions_eagerly(eager)
    trainer = SemiSupervised(MixedSource(ramp(10), ramp(7, 0.5)))
    seen = [trainer.train_step().numpy() for _ in range(5)]
    feed = iter(ramp(4, 2.0))
    seen.extend(trainer.train_epoch(feed, tf.constant(3)).numpy() for _ in range(3))
    held_out = ramp(4).take(4)
    losses = [[part.numpy() for part in trainer.evaluate(held_out)] for _ in range(3)]
    return seen, losses


if __name__ == "__main__":
    eager, graph = run(True), run(False)
    np.testing.assert_allclose(eager[0], graph[0], rtol=1e-6)
    np.testing.assert_allclose(eager[1], graph[1], rtol=1e-6)
    assert len({row.tobytes() for row in graph[0]}) == 8
    print("proved")
