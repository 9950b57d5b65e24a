"""A path, a queue and a row that get longer in each round."""

import tensorflow as tf


@tf.function
def trail(start, steps):
    path = start[tf.newaxis]
    for _ in tf.range(steps):  # expect: tf-branch-dtype
        path = tf.concat([path, path[-1:] * 0.5], axis=0)
    return path


@tf.function
def queue(values):
    kept = tf.zeros([0])
    for value in values:  # expect: tf-branch-dtype
        if value > 0.0:
            kept = tf.concat([kept, [value]], 0)
    return kept


@tf.function
def padded(row):
    while tf.size(row) < 8:  # expect: tf-branch-dtype
        row = tf.pad(row, [[0, 1]])
    return row


def run():
    results = trail(tf.ones([2]), tf.constant(3)), queue(tf.constant([1.0, -1.0])), padded(tf.ones([3]))
    return [result.numpy().tolist() for result in results]
