"""Zeros of two types, by keyword and by position."""

import tensorflow as tf


@tf.function
def padded(values, fill):
    return values, tf.repeat(fill, 2)


def run():
    values = tf.constant([1.0, 2.0])
    _, counts = padded(values, fill=0)
    _, weights = padded(values, 0.0)  # expect: tf-literal-type-cache
    results = [counts.dtype.name, weights.dtype.name]
    return {"results": results, "traces": padded.experimental_get_tracing_count()}
