"""Scores of word alignments between source and target sentences."""
import functools

import numpy as np
import tensorflow as tf


def damped(pair):
    """Distance of two positions; far jumps count less."""
    source, target = pair
    jump = tf.abs(source - target)
    if jump > 3.0:
        jump = 3.0 + tf.sqrt(jump - 3.0)
    return jump


def with_floor(function):
    @functools.wraps(function)
    def wrapper(value, *args):
        result = function(value, *args)
        return result if result > 0.1 else tf.constant(0.1)

    return wrapper


@with_floor
def overlap(words, others):
    hits = tf.constant(0.0)
    for word in words:
        if tf.reduce_any(others == word):
            hits += 1.0
    return hits / tf.cast(tf.size(words), tf.float32)


def coverage(row):
    return tf.where(tf.reduce_max(row) > 0.5, tf.reduce_max(row), tf.reduce_mean(row))


class Scorer:
    def __init__(self, penalty=0.5, symmetric=True):
        self.penalty = penalty
        self.symmetric = symmetric
        self.score = tf.function(self._score)

    def _combine(self, forward, backward=None):
        if backward is None:
            return forward
        total = forward + backward
        return total / 2.0 if total < 2.0 else tf.ones_like(total)

    def _score(self, source, target, links):
        jumps = tf.map_fn(damped, (links[0], links[1]), fn_output_signature=tf.float32)
        forward = overlap(source, target)
        backward = overlap(target, source) if self.symmetric else None
        attention = tf.vectorized_map(coverage, tf.nn.softmax(links[:, None, :] * links[:, :, None]))
        worst = tf.foldl(lambda a, b: a if a > b else b, jumps)
        return self._combine(forward, backward) - self.penalty * tf.reduce_mean(jumps), worst, attention


def sentences():
    source = tf.constant([4, 8, 15, 16, 23])
    target = tf.constant([8, 4, 42, 15, 99])
    links = tf.constant([[0.0, 1.0, 2.0, 3.0, 0.0], [1.0, 0.0, 3.0, 3.0, 8.0]])
    return source, target, links


def main():
    both = Scorer()
    forward = Scorer(penalty=0.25, symmetric=False)
    return [*both.score(*sentences()), *forward.score(*sentences())]


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    for left, right in zip(graph, eager):
        np.testing.assert_allclose(left, right, rtol=1e-5)
    assert abs(float(graph[1]) - (3.0 + 5.0**0.5)) < 1e-5
    print("proved")
