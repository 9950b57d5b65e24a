"""The cure for measuring and pausing: both belong to the caller."""

import time

import tensorflow as tf


@tf.function
def product(matrix):
    return tf.reduce_sum(matrix @ matrix)


def run():
    results, durations = [], []
    for _ in range(3):
        start = time.perf_counter()
        results.append(product(tf.ones([2, 2])).numpy())
        durations.append(time.perf_counter() - start)
        time.sleep(0.001)
    return results, all(duration > 0.0 for duration in durations)
