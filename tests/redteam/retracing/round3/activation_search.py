"""Searches activation and width of a random-feature network on a toy problem."""
import functools
import itertools
import time

import numpy as np
import tensorflow as tf

ACTIVATIONS = {"softplus": tf.nn.softplus, "tanh": tf.tanh, "elu": tf.nn.elu}


def accelerated(label, autograph=True):
    """The project's way to compile a function and to know how long it took."""

    def decorate(function):
        compiled = tf.function(function, autograph=autograph)  # allow: tf-function-in-loop

        @functools.wraps(function)
        def timed(*args, **kwargs):
            begin = time.perf_counter()
            result = compiled(*args, **kwargs)
            timed.seconds += time.perf_counter() - begin
            return result

        timed.label, timed.seconds = label, 0.0
        return timed

    return decorate


def problem(points=12):
    x = np.linspace(-1.0, 1.0, points, dtype=np.float32)[:, None]
    return tf.constant(x), tf.constant(np.abs(x))


def assess(name, width, data, ridge=1e-2):
    """Fits the output layer in closed form; returns the error on the data."""
    activation = ACTIVATIONS[name]
    hidden = tf.random.stateless_normal([1, width], seed=[width, 3])

    @accelerated(f"{name}-{width}")  # unseen: tf-function-in-loop
    def fit(x, y):  # allow: tf-function-in-loop
        features = activation(tf.matmul(x, hidden))
        gram = tf.matmul(features, features, transpose_a=True) + ridge * tf.eye(width)
        weights = tf.linalg.solve(gram, tf.matmul(features, y, transpose_a=True))
        return tf.reduce_mean((tf.matmul(features, weights) - y) ** 2)

    return float(fit(*data))


def search(names, widths, repeats=2):
    data = problem()
    scores = {}
    for (name, width), _ in itertools.product(itertools.product(names, widths), range(repeats)):
        scores.setdefault((name, width), []).append(assess(name, width, data))
    return min(scores, key=lambda choice: min(scores[choice])), scores


if __name__ == "__main__":
    from unittest import mock

    with mock.patch.object(tf.linalg, "solve", wraps=tf.linalg.solve) as solve:
        best, scores = search(["softplus", "tanh"], [2, 3])
    assert len(scores) == 4 and best in scores
    assert solve.call_count == 8

    with mock.patch.object(tf.linalg, "solve", wraps=tf.linalg.solve) as solve:
        once = tf.function(lambda matrix, rhs: tf.linalg.solve(matrix, rhs))
        for scale in range(1, 9):
            once(tf.eye(2) * float(scale), tf.ones([2, 1]))
    assert solve.call_count == 1
    print("proved")
