"""Without AutoGraph, float() and int() are Python's own."""

import tensorflow as tf


@tf.function(autograph=False)
def scaled(x):
    return x * float(tf.reduce_max(x))  # expect: tf-python-cast


@tf.autograph.experimental.do_not_convert
def rounded(x):
    return int(tf.reduce_sum(x))  # expect: tf-python-cast


@tf.function
def total(x):
    return rounded(x) + 1


def run():
    results = []
    for function in (scaled, total):
        for value in (1.0, 2.0):
            try:
                results.append(float(tf.reduce_sum(function(tf.constant([value])))))
            except TypeError as error:
                raised = error
                continue
    if not results:
        raise raised
    return results
