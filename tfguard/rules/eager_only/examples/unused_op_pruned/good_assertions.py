"""Assertions are kept, although nobody uses what they give."""

import tensorflow as tf


@tf.function
def total(x):
    tf.debugging.assert_non_negative(x)
    tf.debugging.check_numerics(x, "x")
    tf.print("total", output_stream="file:///dev/null")
    return tf.reduce_sum(x)


def run():
    results = []
    for x in ([1.0, 2.0], [3.0, 4.0], [-1.0, 0.0]):
        try:
            results.append(float(total(tf.constant(x))))
        except tf.errors.InvalidArgumentError:
            results.append("refused")
    return results
