"""The cure: the step is passed as a tensor."""

import tensorflow as tf

writer = tf.summary.create_file_writer("logs")


@tf.function
def train_step(weights, step):
    with writer.as_default():
        tf.summary.scalar("loss", tf.reduce_sum(weights), step=step)
    return weights * 0.9


def run():
    weights = tf.constant([1.0, 2.0])
    for step in range(4):
        weights = train_step(weights, tf.constant(step, tf.int64))
    return {"results": weights.numpy(), "traces": train_step.experimental_get_tracing_count()}
