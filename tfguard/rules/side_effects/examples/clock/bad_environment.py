"""A switch in the environment that the program changes: the trace keeps the first setting."""

import os

import tensorflow as tf


@tf.function
def scale(value):
    factor = float(os.environ["SCALE"])  # expect: tf-clock
    if os.getenv("DOUBLE", "no") == "yes":  # expect: tf-clock
        factor *= 2.0
    return value * factor


def run():
    results = []
    for factor, double in (("1", "no"), ("2", "no"), ("3", "yes")):
        os.environ["SCALE"] = factor
        os.environ["DOUBLE"] = double
        results.append(scale(tf.constant(1.0)).numpy())
    return results
