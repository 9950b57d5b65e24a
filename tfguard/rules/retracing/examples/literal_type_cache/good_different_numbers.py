"""Numbers of two types that are not equal: a trace each."""

import tensorflow as tf


@tf.function
def filled(value):
    return tf.fill([2], value)


def run():
    results = [filled(1).dtype.name, filled(1.5).dtype.name]
    return {"results": results, "traces": filled.experimental_get_tracing_count()}
