"""Two numbers that stand for two ways of working: a trace each, and no more."""

import tensorflow as tf


@tf.function
def norm(values, order):
    return tf.norm(values, ord=order)


def run():
    results = []
    for scale in (1.0, 2.0, 3.0):
        values = tf.constant([3.0, 4.0]) * scale
        results.append([norm(values, 1).numpy(), norm(values, 2).numpy()])
    return {"results": results, "traces": norm.experimental_get_tracing_count()}
