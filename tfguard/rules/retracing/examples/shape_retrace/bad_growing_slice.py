"""A slice that grows: each prefix has a shape of its own."""

import tensorflow as tf


@tf.function
def last_mean(values):
    return tf.reduce_mean(values)


def run():
    series = tf.range(6.0)
    results = []
    for end in range(1, 6):
        results.append(last_mean(series[:end]).numpy())  # expect: tf-shape-retrace
    return {"results": results, "traces": last_mean.experimental_get_tracing_count()}
