"""The same numbers in each call, in a list that is written anew."""

import tensorflow as tf

AXES = (0, 1)


@tf.function
def reduced(values, axes, shape):
    return tf.reshape(tf.reduce_sum(values, axes), shape)


def run():
    results = []
    for step in range(4):
        values = tf.ones([2, 3]) * float(step)
        results.append(reduced(values, AXES, [1, 1]).numpy())
    return {"results": results, "traces": reduced.experimental_get_tracing_count()}
