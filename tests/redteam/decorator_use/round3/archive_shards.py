"""Shards of an archive of letters: generators around and inside of graphs, none of them traced itself."""
import contextlib

import tensorflow as tf


def letters():
    for year, words in ((1804, 120), (1805, 80), (1811, 260), (1820, 40)):
        yield {"year": year, "words": float(words)}


def dataset():
    signature = {"year": tf.TensorSpec([], tf.int32), "words": tf.TensorSpec([], tf.float32)}
    return tf.data.Dataset.from_generator(letters, output_signature=signature)


def powers(x, count):
    value = tf.ones_like(x)
    for _ in range(count):
        yield value
        value = value * x


@tf.function
def features(year, words):
    """A polynomial of the year beside the length."""
    century = (tf.cast(year, tf.float32) - 1800.0) / 100.0
    return tf.stack([*powers(century, 3), tf.math.log1p(words)])


@tf.function
def weighted(rows):
    pairs = zip(tf.unstack(rows), (0.1, 0.2, 0.3, 0.4))
    return sum(weight * row for row, weight in pairs)


def row(letter):
    return features(letter["year"], letter["words"])


@contextlib.contextmanager
def counting(log, name):
    log.append(f"{name} begins")
    yield log
    log.append(f"{name} ends")


class Shards:
    """Iterates over traced results; the iteration itself stays in Python."""

    def __init__(self, data, size):
        self.data = data.map(row).batch(size, drop_remainder=True)

    def __iter__(self):
        for batch in self.data:
            yield self.norm(batch), batch

    @tf.function
    def norm(self, batch):
        return tf.reduce_sum(batch**2)

    @tf.function
    def all_norms(self):
        total = tf.constant(0.0)
        for batch in self.data:
            total += self.norm(batch)
        return total


if __name__ == "__main__":
    log, norms = [], []
    shards = Shards(dataset(), 2)
    for letter in dataset():
        eager = features.python_function(letter["year"], letter["words"])
        gap = features(letter["year"], letter["words"]) - eager
        assert float(tf.reduce_max(tf.abs(gap))) < 1e-5
        assert abs(float(weighted(eager)) - float(weighted.python_function(eager))) < 1e-5
    with counting(log, "shards"):
        for norm, batch in shards:
            assert abs(float(norm) - float(tf.reduce_sum(batch**2))) < 1e-3
            norms.append(float(norm))
    assert log == ["shards begins", "shards ends"] and len(norms) == 2
    for _ in range(2):
        assert abs(float(shards.all_norms()) - sum(norms)) < 1e-3
    print("proved")
