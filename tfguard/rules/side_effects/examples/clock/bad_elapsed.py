"""Measuring inside: the difference of two clock readings is how long tracing took, and is always the same."""

import time

import tensorflow as tf


class Timed:
    def __init__(self):
        self.run = tf.function(self._run)

    def _run(self, matrix):
        start = time.perf_counter()  # expect: tf-clock
        product = matrix @ matrix
        elapsed = time.perf_counter() - start  # expect: tf-clock
        return tf.reduce_sum(product), tf.constant(elapsed, tf.float64)


def run():
    timed = Timed()
    return len({float(timed.run(tf.ones([2, 2]))[1]) for _ in range(3)})
