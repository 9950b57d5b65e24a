"""A tuple of bounds that moves along the data, from a helper."""

import tensorflow as tf


@tf.function
def total(values, bounds):
    start, end = bounds
    return tf.reduce_sum(values[start:end])


def window_sum(values, start):
    return total(values, (start, start + 3))  # expect: tf-python-container-arg


def run():
    values = tf.range(10.0)
    results = [window_sum(values, start).numpy() for start in range(0, 8, 2)]
    return {"results": results, "traces": total.experimental_get_tracing_count()}
