"""Batches that are all of one size: what is left over is dropped, or each element is taken apart again."""

import tensorflow as tf


def center(rows):
    return rows - tf.reduce_sum(rows, axis=0) / rows.shape[0]


def first(rows):
    return rows[0] * rows[0].shape[0]


def run():
    data = tf.data.Dataset.from_tensor_slices(tf.ones([5, 2]))
    full = data.batch(2, drop_remainder=True).map(center)
    single = data.batch(2).unbatch().map(center)
    parts = data.batch(2).map(first)
    return [float(tf.reduce_sum(rows)) for each in (full, single, parts) for rows in each]
