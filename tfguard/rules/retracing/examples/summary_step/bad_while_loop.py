"""A closure whose step a while loop counts up in tens."""

import tensorflow as tf


def make_step(writer):
    def step(weights, number):
        with writer.as_default():
            tf.summary.scalar("norm", tf.norm(weights), step=number)  # expect: tf-summary-step
        return weights * 0.5

    return tf.function(step)


def run():
    step = make_step(tf.summary.create_file_writer("logs"))
    weights = tf.constant([3.0, 4.0])
    number = 0
    while number < 40:
        weights = step(weights, number)  # expect: tf-python-scalar-arg
        number += 10
    return {"results": weights.numpy(), "traces": step.experimental_get_tracing_count()}
