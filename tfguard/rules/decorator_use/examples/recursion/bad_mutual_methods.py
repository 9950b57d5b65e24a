"""Two methods of a traced object call each other until a tensor is small; one of them in tf.cond."""

import tensorflow as tf


class Collatz:
    def __init__(self, limit):
        self.limit = tf.constant(limit)

    @tf.function
    def steps(self, n):
        if n > self.limit:
            return self._next(n)
        return tf.constant(0)

    def _next(self, n):
        half = tf.math.floormod(n, 2) == 0
        following = tf.where(half, n // 2, 3 * n + 1)
        return 1 + self.steps(following)  # expect: tf-recursion


@tf.function
def digits(n):
    return tf.cond(n > 9, lambda: 1 + digits(n // 10), lambda: tf.constant(1))  # expect: tf-recursion


def run():
    collatz = Collatz(1)
    counted = [collatz.steps(tf.constant(value)).numpy() for value in (2, 6, 7)]
    return counted + [digits(tf.constant(value)).numpy() for value in (7, 77, 777)]
