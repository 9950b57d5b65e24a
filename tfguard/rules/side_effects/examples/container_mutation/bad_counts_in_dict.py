"""Counting in a dict or a Counter: the numbers stop at the first trace."""

from collections import Counter

import tensorflow as tf

stats = {"batches": 0}
seen = Counter()


@tf.function
def mean(batch):
    stats["batches"] += 1  # expect: tf-container-mutation
    seen.update(["mean"])  # expect: tf-container-mutation
    return tf.reduce_mean(batch)


def run():
    means = [mean(tf.fill([4], value)).numpy() for value in (1.0, 2.0, 3.0)]
    return means, stats, dict(seen)
