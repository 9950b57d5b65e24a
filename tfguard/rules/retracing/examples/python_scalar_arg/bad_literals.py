"""Calls in a row with different numbers: each is a trace; the first of them is marked."""

import tensorflow as tf


@tf.function
def dropped(values, rate):
    return values * (1.0 - rate)


def run():
    values = tf.constant([1.0, 2.0])
    weak = dropped(values, 0.1)  # expect: tf-python-scalar-arg
    medium = dropped(values, 0.3)
    strong = dropped(values, 0.5)
    results = [weak.numpy(), medium.numpy(), strong.numpy()]
    return {"results": results, "traces": dropped.experimental_get_tracing_count()}
