"""A float that is equal to an earlier int gets its trace, and its dtype."""

import tensorflow as tf


@tf.function
def filled(value):
    return tf.fill([2], value)


def run():
    whole = filled(1)
    half = filled(0.5)
    one = filled(1.0)  # expect: tf-literal-type-cache
    results = [each.dtype.name for each in (whole, half, one)]
    return {"results": results, "traces": filled.experimental_get_tracing_count()}
