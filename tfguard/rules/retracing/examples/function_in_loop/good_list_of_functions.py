"""A list of functions that are different on purpose, and that are called again and again."""

import tensorflow as tf


def make(factor):
    def scaled(values):
        return values * factor

    return tf.function(scaled)


def run():
    functions = [make(factor) for factor in (2.0, 3.0)]
    results = []
    for step in range(4):
        for function in functions:
            results.append(function(tf.constant([1.0, 2.0]) * float(step)).numpy())
    return {"results": results, "traces": sum(each.experimental_get_tracing_count() for each in functions)}
