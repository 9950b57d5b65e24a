"""A learning rate that is annotated as a tensor: annotations change nothing."""

import tensorflow as tf


@tf.function
def descend(weights: tf.Tensor, gradient: tf.Tensor, rate: tf.Tensor) -> tf.Tensor:
    return weights - rate * gradient


def run():
    weights, gradient = tf.constant([1.0, 2.0]), tf.constant([0.5, 0.5])
    for rate in (0.1, 0.01, 0.001):
        weights = descend(weights, gradient, rate)  # expect: tf-python-scalar-arg
    return {"results": weights.numpy(), "traces": descend.experimental_get_tracing_count()}
