"""A decorator of the project that is a tf.function with options."""

from functools import partial

import tensorflow as tf

compiled = partial(tf.function, reduce_retracing=True)
made = []


def run_epoch(epoch):
    @compiled  # expect: tf-function-in-loop
    def step(values):
        return tf.reduce_sum(values)

    made.append(step)
    return step(tf.constant([1.0, 2.0]) * float(epoch)).numpy()


def run():
    results = []
    for epoch in range(4):
        results.append(run_epoch(epoch))
    return {"results": results, "traces": sum(each.experimental_get_tracing_count() for each in made)}
