"""Tensors of all sizes go to untraced code; the traced function gets numbers."""

import tensorflow as tf


@tf.function
def scaled(value):
    return value * 2.0


def mean(values):
    return scaled(tf.reduce_mean(values))


def run():
    results = [mean(tf.ones([size])).numpy() for size in range(2, 6)]
    return {"results": results, "traces": scaled.experimental_get_tracing_count()}
