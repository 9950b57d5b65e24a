"""The counter of a Python loop as an argument: a trace for each step."""

import tensorflow as tf


@tf.function
def decayed(weights, step):
    return weights / (1.0 + step)


def run():
    results = []
    for step in range(5):
        results.append(decayed(tf.constant([1.0, 2.0]), step).numpy())  # expect: tf-python-scalar-arg
    return {"results": results, "traces": decayed.experimental_get_tracing_count()}
