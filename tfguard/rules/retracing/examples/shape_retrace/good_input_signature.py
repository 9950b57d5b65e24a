"""The cure: an open dimension, one trace for all lengths."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def mean_square(values):
    return tf.reduce_mean(values * values)


def run():
    results = [mean_square(tf.ones([size])).numpy() for size in range(2, 6)]
    return {"results": results, "traces": mean_square.experimental_get_tracing_count()}
