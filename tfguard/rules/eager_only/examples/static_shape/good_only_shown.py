"""An open size that is only compared, used as the end of a slice, or handed to what takes None."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
def checked(rows):
    if rows.shape[0] == 0:
        return rows
    rows = tf.ensure_shape(rows, [rows.shape[0], 2])
    same = rows[: rows.shape[0]]
    return tf.reduce_sum(same, axis=len(rows.shape) - 1) * rows.shape.rank


def run():
    return [float(tf.reduce_sum(checked(tf.ones([size, 2])))) for size in (1, 2, 3)]
