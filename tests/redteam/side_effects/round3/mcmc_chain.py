"""Random-walk Metropolis for a small Bayesian regression."""

from __future__ import annotations

import math
import random

import tensorflow as tf

NOISE = 0.3


def log_prior(theta):
    """Standard normal prior, up to a constant."""
    return -0.5 * tf.reduce_sum(theta**2)


def log_likelihood(theta, x, y):
    residual = y - tf.linalg.matvec(x, theta)
    return -0.5 * tf.reduce_sum((residual / NOISE) ** 2)


def log_uniform():
    """Log of a uniform number, for the acceptance test."""
    return math.log(1.0 - random.random())  # expect: tf-python-random


def make_chain(x, y, width: float = 0.2):
    """Returns a compiled transition kernel for the data `x`, `y`."""

    def density(theta):
        return log_prior(theta) + log_likelihood(theta, x, y)

    def transition(theta, noise):
        proposal = theta + width * noise
        ratio = density(proposal) - density(theta)
        threshold = log_uniform()
        accepted = ratio > threshold
        return tf.where(accepted, proposal, theta), threshold * tf.ones([])

    return tf.function(jit_compile=True)(transition)


def run_chain(kernel, start, steps: int):
    theta, thresholds = start, []
    for i in range(steps):
        theta, threshold = kernel(theta, tf.random.stateless_normal(start.shape, [i, 7]))
        thresholds.append(round(float(threshold), 6))
    return theta, thresholds


def make_data(rows: int = 20):
    x = tf.random.stateless_normal([rows, 2], [1, 2])
    truth = tf.constant([0.5, -1.0])
    return x, tf.linalg.matvec(x, truth)


if __name__ == "__main__":
    x, y = make_data()
    random.seed(4)
    kernel = make_chain(x, y)
    _, eager = run_chain(kernel.python_function, tf.zeros([2]), 6)
    _, graph = run_chain(kernel, tf.zeros([2]), 6)
    assert len(set(eager)) == 6, eager
    assert len(set(graph)) == 1, graph
    print("proved")
