"""Every size is known: the shape is checked while tracing."""

import tensorflow as tf


@tf.function
def total(rows):
    tf.ensure_shape(rows, [None, 2])
    return tf.reduce_sum(rows)


def run():
    results = [float(total(tf.ones([size, 2]))) for size in (1, 2)]
    try:
        results.append(float(total(tf.ones([3, 3]))))
    except (ValueError, tf.errors.InvalidArgumentError):
        results.append("refused")
    return results
