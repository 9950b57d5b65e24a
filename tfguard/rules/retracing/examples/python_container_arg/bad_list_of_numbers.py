"""A list with a loop's counter in it: its values are part of the signature."""

import tensorflow as tf


@tf.function
def rolled(values, shift):
    return tf.roll(values, shift, axis=[0, 1])


def run():
    values = tf.reshape(tf.range(6.0), [2, 3])
    results = []
    for step in range(4):
        results.append(rolled(values, [1, step]).numpy())  # expect: tf-python-container-arg
    return {"results": results, "traces": rolled.experimental_get_tracing_count()}
