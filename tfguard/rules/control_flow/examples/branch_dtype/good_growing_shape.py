"""Lengths that the loop is told of, that the graph leaves open or that stay; loops and branches that may differ."""

import tensorflow as tf


@tf.function
def trail(start, steps):
    path = start[tf.newaxis]
    for _ in tf.range(steps):
        tf.autograph.experimental.set_loop_options(shape_invariants=[(path, tf.TensorShape([None, 2]))])
        path = tf.concat([path, path[-1:] * 0.5], axis=0)
    return path


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def doubled(row):
    while tf.size(row) < 8:
        row = tf.concat([row, row], axis=0)
    return row


@tf.function
def window(row, steps):
    for step in tf.range(steps):
        row = tf.concat([row[1:], [tf.cast(step, tf.float32)]], axis=0)
    return row


@tf.function
def unrolled(row):
    for _ in range(3):
        row = tf.concat([row, row], axis=0)
    return row


@tf.function
def chosen(row):
    if tf.reduce_sum(row) > 0.0:
        row = tf.concat([row, row], axis=0)
    return row


def run():
    row = tf.ones([3])
    results = (
        trail(tf.ones([2]), tf.constant(3)),
        doubled(row),
        window(row, tf.constant(2)),
        unrolled(row),
        chosen(row),
    )
    return [result.numpy().tolist() for result in results]
