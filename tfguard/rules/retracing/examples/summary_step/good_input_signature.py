"""A signature makes a tensor of the Python step."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([2], tf.float32), tf.TensorSpec([], tf.int64)])
def train_step(weights, step):
    tf.summary.scalar("loss", tf.reduce_sum(weights), step=step)
    return weights * 0.9


def run():
    weights = tf.constant([1.0, 2.0])
    with tf.summary.create_file_writer("logs").as_default():
        for step in range(4):
            weights = train_step(weights, step)
    return {"results": weights.numpy(), "traces": train_step.experimental_get_tracing_count()}
