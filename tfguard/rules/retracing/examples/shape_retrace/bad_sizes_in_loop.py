"""Tensors of four lengths: four traces."""

import tensorflow as tf


@tf.function
def mean_square(values):
    return tf.reduce_mean(values * values)


def run():
    results = []
    for size in range(2, 6):
        results.append(mean_square(tf.ones([size])).numpy())  # expect: tf-shape-retrace
    return {"results": results, "traces": mean_square.experimental_get_tracing_count()}
