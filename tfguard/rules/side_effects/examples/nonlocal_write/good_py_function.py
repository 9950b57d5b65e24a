"""A write in the body of a py_function happens at each call; one for eager debugging says so."""

import tensorflow as tf


def train(steps):
    calls = 0
    eager_calls = 0

    def count():
        nonlocal calls
        calls += 1

    @tf.function
    def step(weights):
        nonlocal eager_calls
        if not tf.inside_function():
            eager_calls += 1
        tf.py_function(count, [], [])
        return weights * 0.5

    weights = tf.constant([8.0])
    for _ in range(steps):
        weights = step(weights)
    return weights.numpy(), calls


def run():
    return train(3)
