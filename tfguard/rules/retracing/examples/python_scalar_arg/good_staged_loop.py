"""A loop over tf.range inside a traced function is staged: the inner function gets a tensor."""

import tensorflow as tf


@tf.function
def layer(values, depth):
    return tf.tanh(values) * (tf.cast(depth, tf.float32) + 1.0)


@tf.function
def network(values):
    for depth in tf.range(3):
        values = layer(values, depth)
    return values


def run():
    results = [network(tf.constant([scale, 1.0])).numpy() for scale in (1.0, 2.0, 3.0)]
    return {"results": results, "traces": layer.experimental_get_tracing_count()}
