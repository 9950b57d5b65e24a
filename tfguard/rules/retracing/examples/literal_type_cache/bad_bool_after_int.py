"""True is equal to 1."""

import tensorflow as tf


@tf.function
def flagged(values, flag):
    return values, tf.constant(flag)


def run():
    values = tf.constant([1.0, 2.0])
    _, count = flagged(values, 1)
    _, flag = flagged(values, True)  # expect: tf-literal-type-cache
    results = [count.dtype.name, flag.dtype.name]
    return {"results": results, "traces": flagged.experimental_get_tracing_count()}
