"""A decorated def in the body of a loop."""

import tensorflow as tf


def run():
    made = []
    results = []
    for step in range(4):

        @tf.function  # expect: tf-function-in-loop
        def halved(values):
            return values * 0.5

        results.append(halved(tf.constant([1.0, 2.0]) * float(step)).numpy())
        made.append(halved)
    return {"results": results, "traces": sum(each.experimental_get_tracing_count() for each in made)}
