"""Debugging with run_functions_eagerly switched on for a while: the function is not traced then."""

import sys

import tensorflow as tf


@tf.function
def train_step(weights):
    if tf.executing_eagerly():
        breakpoint()
    return weights * 0.5


def debug(weights, steps):
    eager_before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        for _ in range(steps):
            weights = train_step(weights)
    finally:
        tf.config.run_functions_eagerly(eager_before)
    return weights


def run():
    stops = []
    sys.breakpointhook = lambda: stops.append(None)
    return debug(tf.constant([8.0]), 3).numpy(), len(stops)
