"""A lambda that is written in the call is a new object each time."""

import tensorflow as tf


@tf.function
def minimised(weights, gradient):
    return weights - 0.1 * gradient(weights)


def run():
    weights = tf.constant([1.0, 2.0])
    for _ in range(4):
        weights = minimised(weights, lambda value: 2.0 * value)  # expect: tf-object-arg
    return {"results": weights.numpy(), "traces": minimised.experimental_get_tracing_count()}
