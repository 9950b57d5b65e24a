"""Eager for one look at the numbers, and back."""

import tensorflow as tf


@tf.function
def step(x):
    return x * 2.0


def look():
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        return float(step(tf.constant(1.0)))
    finally:
        tf.config.run_functions_eagerly(before)


def run():
    first = look()
    results = [first, *(float(step(tf.constant(value))) for value in (2.0, 3.0))]
    return {"results": results, "wanted": [2.0, 4.0, 6.0]}
