"""The cure: TensorFlow's own assertions are operations; Python's own numbers may be asserted."""

import tensorflow as tf


def average(total, count):
    assert count > 0
    return total / count


@tf.function
def mean(x):
    tf.debugging.assert_greater(tf.size(x), 0)
    tf.debugging.Assert(tf.reduce_all(x >= 0.0), [x])
    return average(tf.reduce_sum(x), 2)


def run():
    return [float(mean(tf.fill([2], value))) for value in (1.0, 2.0, 3.0)]
