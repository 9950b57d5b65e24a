"""Equal numbers for two functions, which share nothing."""

import tensorflow as tf


def fill(value):
    return tf.fill([2], value)


counts = tf.function(fill)
weights = tf.function(fill)


def run():
    results = [counts(1).dtype.name, weights(1.0).dtype.name, fill(True).dtype.name]
    return {"results": results, "traces": counts.experimental_get_tracing_count()}
