"""The exception is waited for, and the caller's conditions are eager."""

import tensorflow as tf


@tf.function
def half(x):
    return x / 2.0


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        result = half(tf.constant(value))
        if result > 1.4:
            try:
                raise ValueError("large")
            except ValueError:
                result = tf.constant(0.0)
        results.append(float(result))
    return results
