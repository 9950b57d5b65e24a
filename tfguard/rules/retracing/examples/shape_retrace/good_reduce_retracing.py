"""The other cure: after the second shape the trace is a general one."""

import tensorflow as tf


@tf.function(reduce_retracing=True)
def mean_square(values):
    return tf.reduce_mean(values * values)


def run():
    results = [mean_square(tf.ones([size])).numpy() for size in range(2, 6)]
    return {"results": results, "traces": mean_square.experimental_get_tracing_count()}
