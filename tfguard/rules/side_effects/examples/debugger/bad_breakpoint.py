"""A breakpoint stops once, while tracing, and shows a tensor without a value."""

import sys

import tensorflow as tf


@tf.function
def train_step(weights):
    loss = tf.reduce_sum(weights * weights)
    breakpoint()  # expect: tf-debugger
    return weights - 0.1 * loss


def run():
    stops = []
    sys.breakpointhook = lambda: stops.append(None)
    weights = tf.constant([1.0, 2.0])
    for _ in range(3):
        weights = train_step(weights)
    return len(stops)
