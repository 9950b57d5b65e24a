"""A step that the loop counts, passed for the sake of the summary."""

import tensorflow as tf

writer = tf.summary.create_file_writer("logs")


@tf.function
def train_step(weights, step):
    loss = tf.reduce_sum(weights * weights)
    with writer.as_default():
        tf.summary.scalar("loss", loss, step=step)  # expect: tf-summary-step
    return weights * 0.9


def run():
    weights = tf.constant([1.0, 2.0])
    for step in range(4):
        weights = train_step(weights, step)  # expect: tf-python-scalar-arg
    return {"results": weights.numpy(), "traces": train_step.experimental_get_tracing_count()}
