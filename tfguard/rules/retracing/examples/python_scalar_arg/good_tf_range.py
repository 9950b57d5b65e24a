"""A loop over tf.range in the caller gives tensors."""

import tensorflow as tf


@tf.function
def decayed(weights, step):
    return weights / (1.0 + tf.cast(step, tf.float32))


def run():
    weights = tf.constant([1.0, 2.0])
    results = [decayed(weights, step).numpy() for step in tf.range(5)]
    return {"results": results, "traces": decayed.experimental_get_tracing_count()}
