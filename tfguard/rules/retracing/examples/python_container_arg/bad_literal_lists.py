"""Three calls with three lists: the first of them is marked."""

import tensorflow as tf


@tf.function
def scaled(values, factors):
    return values * factors


def run():
    values = tf.constant([1.0, 2.0])
    first = scaled(values, [1.0, 2.0])  # expect: tf-python-container-arg
    second = scaled(values, [3.0, 4.0])
    third = scaled(values, [5.0, 6.0])
    results = [first.numpy(), second.numpy(), third.numpy()]
    return {"results": results, "traces": scaled.experimental_get_tracing_count()}
