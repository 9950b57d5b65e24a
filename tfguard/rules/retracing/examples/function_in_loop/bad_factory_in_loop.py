"""A factory of traced functions that is called for each rate, which could be a tensor argument."""

import tensorflow as tf


def make_step(rate):
    def step(weights):
        return weights * (1.0 - rate)

    return tf.function(step)  # expect: tf-function-in-loop


def run():
    made = []
    results = []
    for rate in (0.1, 0.03, 0.01, 0.003):
        step = make_step(rate)
        results.append(step(tf.constant([1.0, 2.0])).numpy())
        made.append(step)
    return {"results": results, "traces": sum(each.experimental_get_tracing_count() for each in made)}
