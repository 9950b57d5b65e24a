"""All calls pass the same type."""

import tensorflow as tf


@tf.function
def filled(value):
    return tf.fill([2], value)


def run():
    results = [filled(1.0).dtype.name, filled(2.0).dtype.name, filled(1.0).dtype.name]
    return {"results": results, "traces": filled.experimental_get_tracing_count()}
