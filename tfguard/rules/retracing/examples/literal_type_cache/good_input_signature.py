"""A signature gives every call one dtype, in both modes when the function casts as well."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
def filled(value):
    return tf.fill([2], tf.cast(value, tf.float32))


def run():
    results = [filled(1).dtype.name, filled(1.0).dtype.name]
    return {"results": results, "traces": filled.experimental_get_tracing_count()}
