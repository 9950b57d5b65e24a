"""A plain helper of a traced function halves a step until it is small, by calling itself."""

import tensorflow as tf


def backtrack(x, step):
    moved = x - step * 2.0 * x
    too_far = tf.reduce_sum(tf.square(moved)) > tf.reduce_sum(tf.square(x))
    return backtrack(x, step * 0.5) if too_far else moved  # expect: tf-recursion


def descend(x):
    return backtrack(x, 4.0)


descend_in_graph = tf.function(descend)


def run():
    return [descend_in_graph(tf.constant([value, 1.0])).numpy().tolist() for value in (1.0, 2.0, 3.0)]
