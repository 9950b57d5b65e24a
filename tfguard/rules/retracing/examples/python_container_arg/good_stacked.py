"""The cure for a list that grows: one tensor whose first dimension is open."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def mean_loss(losses):
    return tf.reduce_mean(losses)


def run():
    losses = []
    results = []
    for value in (3.0, 2.0, 1.0):
        losses.append(tf.constant(value))
        results.append(mean_loss(tf.stack(losses)).numpy())
    return {"results": results, "traces": mean_loss.experimental_get_tracing_count()}
