"""A keyword argument that a while loop counts up."""

import tensorflow as tf


@tf.function
def warmed_up(rate, *, step, steps):
    return rate * step / steps


def run():
    step = 1
    results = []
    while step <= 9:
        results.append(warmed_up(tf.constant(0.1), step=step, steps=9).numpy())  # expect: tf-python-scalar-arg
        step += 2
    return {"results": results, "traces": warmed_up.experimental_get_tracing_count()}
