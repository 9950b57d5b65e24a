"""Without a signature each shape has its own trace, in which every size is known."""

import tensorflow as tf


@tf.function
def halves(rows):
    half = rows.shape[0] // 2
    return tf.reduce_sum(rows[:half]) - tf.reduce_sum(rows[half:])


@tf.function(input_signature=[tf.TensorSpec([4, 2], tf.float32)])
def quarters(rows):
    return rows[: rows.shape[0] // 4]


def run():
    rows = tf.ones([4, 2])
    return [float(tf.reduce_sum(part(rows))) for part in (halves, quarters, halves, quarters)]
