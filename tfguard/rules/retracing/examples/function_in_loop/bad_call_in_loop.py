"""tf.function called in a loop: each round has a function without traces."""

import tensorflow as tf


def squared(values):
    return values * values


def run():
    made = []
    results = []
    for step in range(4):
        compiled = tf.function(squared)  # expect: tf-function-in-loop
        results.append(compiled(tf.constant([1.0, 2.0]) * float(step)).numpy())
        made.append(compiled)
    return {"results": results, "traces": sum(each.experimental_get_tracing_count() for each in made)}
