"""The cure: one tensor of the numbers."""

import tensorflow as tf


@tf.function
def rolled(values, shift):
    return tf.roll(values, shift, axis=[0, 1])


def run():
    values = tf.reshape(tf.range(6.0), [2, 3])
    results = []
    for step in range(4):
        results.append(rolled(values, tf.constant([1, step])).numpy())
    return {"results": results, "traces": rolled.experimental_get_tracing_count()}
