"""The cure: a tensor counts by dtype and shape, whatever its value."""

import tensorflow as tf


@tf.function
def decayed(weights, step):
    return weights / (1.0 + tf.cast(step, tf.float32))


def run():
    results = []
    for step in range(5):
        results.append(decayed(tf.constant([1.0, 2.0]), tf.constant(step)).numpy())
    return {"results": results, "traces": decayed.experimental_get_tracing_count()}
