"""A partial that is made for each call."""

from functools import partial

import tensorflow as tf


def power(values, exponent):
    return values**exponent


@tf.function
def applied(function, values):
    return tf.reduce_sum(function(values))


def run():
    results = []
    for scale in (1.0, 2.0, 3.0):
        values = tf.constant([1.0, 2.0]) * scale
        results.append(applied(partial(power, exponent=2.0), values).numpy())  # expect: tf-object-arg
    return {"results": results, "traces": applied.experimental_get_tracing_count()}
