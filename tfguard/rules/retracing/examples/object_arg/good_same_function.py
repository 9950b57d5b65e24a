"""One function, defined at module level, in all calls; and one lambda that has a name."""

import tensorflow as tf

doubled = lambda values: 2.0 * values


def squared(values):
    return values * values


@tf.function
def applied(function, values):
    return function(values) + 1.0


def run():
    results = []
    for step in range(4):
        values = tf.constant([1.0, 2.0]) * float(step)
        results += [applied(squared, values).numpy(), applied(doubled, values).numpy()]
    return {"results": results, "traces": applied.experimental_get_tracing_count()}
