"""A check of each element in a loop that TensorFlow stages."""

import tensorflow as tf


@tf.function
def total(values):
    result = tf.constant(0.0)
    for value in values:
        if value < 0.0:
            raise ValueError("negative")  # expect: tf-tensor-raise
        result += value
    return result


def run():
    return [float(total(tf.fill([3], value))) for value in (1.0, 2.0, 3.0)]
