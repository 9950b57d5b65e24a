"""Bursts of unequal length, gathered four at a time and summarised as ragged rows."""
import numpy as np
import tensorflow as tf

ROWS = 4


def bursts(rng, count):
    """Yields the samples of one burst after another; no two need have one length."""
    for _ in range(count):
        yield rng.normal(size=rng.integers(1, 9)).astype(np.float32)


def in_fours(source):
    """Groups the bursts; a last group that is not full waits for more."""
    group = []
    for burst in source:
        group.append(burst)
        if len(group) == ROWS:
            yield group
            group = []


@tf.function
def describe(rows):
    peaks = tf.reduce_max(tf.abs(rows), axis=1)
    energy = tf.reduce_sum(rows**2, axis=1)
    return tf.stack([peaks, energy], axis=1)


@tf.function
def to_levels(table):
    return tf.math.log1p(table)


class Catalogue:
    def __init__(self):
        self.entries = []
        self.lengths = set()

    def add(self, group):
        self.lengths.add(tuple(map(len, group)))
        rows = tf.ragged.stack([tf.constant(burst) for burst in group])
        self.entries.append(to_levels(describe(rows)).numpy())

    def __len__(self):
        return sum(map(len, self.entries))


def collect(count, seed=0):
    catalogue = Catalogue()
    for group in in_fours(bursts(np.random.default_rng(seed), count)):
        catalogue.add(group)
    return catalogue


if __name__ == "__main__":
    catalogue = collect(26)
    assert len(catalogue) == 24 and len(catalogue.lengths) == 6
    assert describe.experimental_get_tracing_count() == 1
    assert to_levels.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    for graph, eager in zip(catalogue.entries, collect(26).entries):
        np.testing.assert_allclose(graph, eager, rtol=1e-5)
    print("proved")
