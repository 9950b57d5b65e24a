"""The other cure: a variable counts, and set_step makes it the step of all summaries."""

import tensorflow as tf

writer = tf.summary.create_file_writer("logs")
steps = tf.Variable(0, dtype=tf.int64)


@tf.function
def train_step(weights):
    with writer.as_default():
        tf.summary.scalar("loss", tf.reduce_sum(weights))
    steps.assign_add(1)
    return weights * 0.9


def run():
    tf.summary.experimental.set_step(steps)
    weights = tf.constant([1.0, 2.0])
    for _ in range(4):
        weights = train_step(weights)
    results = [weights.numpy(), steps.numpy()]
    return {"results": results, "traces": train_step.experimental_get_tracing_count()}
