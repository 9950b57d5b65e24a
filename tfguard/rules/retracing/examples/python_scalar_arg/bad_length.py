"""The length of a list that grows in the caller."""

import tensorflow as tf


@tf.function
def averaged(total, count):
    return total / count


def run():
    seen = []
    total = tf.constant(0.0)
    results = []
    for value in (2.0, 4.0, 6.0):
        seen.append(value)
        total += value
        results.append(averaged(total, len(seen)).numpy())  # expect: tf-python-scalar-arg
    return {"results": results, "traces": averaged.experimental_get_tracing_count()}
