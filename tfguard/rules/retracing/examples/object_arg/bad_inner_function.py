"""A function that is defined in the loop."""

import tensorflow as tf


@tf.function
def applied(values, function):
    return function(values) + 1.0


def run():
    results = []
    for rate in (0.1, 0.2, 0.3):

        def scaled(values, rate=rate):
            return values * rate

        results.append(applied(tf.constant([1.0, 2.0]), scaled).numpy())  # expect: tf-object-arg
    return {"results": results, "traces": applied.experimental_get_tracing_count()}
