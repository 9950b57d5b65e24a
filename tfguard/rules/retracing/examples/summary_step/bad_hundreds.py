"""A step that is computed from the counter in the call, for a summary under record_if."""

import tensorflow as tf


@tf.function
def train_step(weights, step):
    loss = tf.reduce_sum(weights)
    with tf.summary.record_if(tf.reduce_any(weights > 1.0)):
        tf.summary.scalar("loss", loss, step=step)  # expect: tf-summary-step
    return weights * 0.9


def run():
    weights = tf.constant([1.0, 2.0])
    with tf.summary.create_file_writer("logs").as_default():
        for epoch in range(4):
            weights = train_step(weights, step=epoch * 100)  # expect: tf-python-scalar-arg
    return {"results": weights.numpy(), "traces": train_step.experimental_get_tracing_count()}
