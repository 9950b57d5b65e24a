"""A signature makes tensors of Python numbers."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)])
def scaled(values, rate):
    return values * rate


def run():
    results = [scaled(tf.constant([1.0, 2.0]), 0.5 * index).numpy() for index in range(5)]
    return {"results": results, "traces": scaled.experimental_get_tracing_count()}
