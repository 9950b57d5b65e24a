"""Without AutoGraph the `for` statement is Python's."""

import tensorflow as tf


@tf.function(autograph=False)
def total(x):
    result = tf.zeros([])
    for row in tf.reshape(x, [2, 2]):  # expect: tf-tensor-iteration
        result += tf.reduce_sum(row)
    return result


def run():
    return [float(total(tf.fill([4], value))) for value in (1.0, 2.0, 3.0)]
