"""A Python loop in a traced function is unrolled, and its counter is a Python number for the inner one."""

import tensorflow as tf


@tf.function
def layer(values, depth):
    return tf.tanh(values) * (depth + 1.0)


@tf.function
def network(values):
    for depth in range(3):
        values = layer(values, depth)  # expect: tf-python-scalar-arg
    return values


def run():
    results = [network(tf.constant([scale, 1.0])).numpy() for scale in (1.0, 2.0, 3.0)]
    return {"results": results, "traces": layer.experimental_get_tracing_count()}
