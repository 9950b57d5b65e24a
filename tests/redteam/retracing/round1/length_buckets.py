"""Encodes sentences in two buckets of length, each with its own compiled encoder."""
import functools

import numpy as np
import tensorflow as tf

BUCKETS = (8, 16)


@functools.lru_cache(maxsize=None)
def encoder_for(length):
    """Built once for each bucket; the cache hands out the same function again."""
    decay = tf.constant(0.9 ** np.arange(length), tf.float32)

    @tf.function
    def encode(ids):
        return tf.linalg.matvec(tf.math.sin(tf.cast(ids, tf.float32)), decay)

    return encode


class Pooling:
    """Compiles a way of pooling when it is first asked for."""

    def __init__(self):
        self._compiled = {}

    def __call__(self, name, values):
        if name not in self._compiled:
            self._compiled[name] = tf.function(getattr(tf, f"reduce_{name}"))
        return self._compiled[name](values)


def bucket_of(sentence):
    return next(limit for limit in BUCKETS if len(sentence) <= limit)


def batches(sentences, size):
    """Full batches, each from a single bucket, padded to its limit."""
    waiting = {limit: [] for limit in BUCKETS}
    for sentence in sentences:
        limit = bucket_of(sentence)
        waiting[limit].append(np.pad(sentence, (0, limit - len(sentence))))
        if len(waiting[limit]) == size:
            yield limit, np.stack(waiting[limit])
            waiting[limit].clear()


def encode_corpus(sentences, pooling, size=4):
    summary = []
    for limit, ids in batches(sentences, size):
        codes = encoder_for(limit)(tf.constant(ids))
        summary.append((limit, float(pooling("mean", codes)), float(pooling("max", codes))))
    return summary


def main(epochs=3):
    generator = np.random.default_rng(30)
    lengths = generator.integers(1, 17, size=50)
    sentences = [generator.integers(1, 100, size=length) for length in lengths]
    pooling = Pooling()
    return pooling, [encode_corpus(sentences, pooling) for _ in range(epochs)]


if __name__ == "__main__":
    pooling, summaries = main()
    assert summaries[0] == summaries[2] and len(summaries[0]) >= 8
    assert encoder_for.cache_info().misses == 2
    assert [encoder_for(limit).experimental_get_tracing_count() for limit in BUCKETS] == [1, 1]
    assert [f.experimental_get_tracing_count() for f in pooling._compiled.values()] == [1, 1]
    print("proved")
