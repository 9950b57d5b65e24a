"""Half of the batch is taken with a number that the signature leaves open."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
def first_half(rows):
    half = rows.shape[0] // 2  # expect: tf-static-shape
    return rows[:half]


def run():
    return [float(tf.reduce_sum(first_half(tf.ones([size, 2])))) for size in (2, 4, 6)]
