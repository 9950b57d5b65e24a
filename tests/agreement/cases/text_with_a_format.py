"""A text that nobody reads does no harm while it only holds a name; a format asks for the number, and fails."""

import tensorflow as tf


@tf.function
def rounded(x):
    text = f"{tf.reduce_mean(x):.2f}"  # expect: tf-string-format
    return x * 2.0


@tf.function
def named(x):
    text = f"{tf.reduce_mean(x)}"
    return x * 2.0


def run():
    return {"b1": [[named(tf.ones([2])), rounded(tf.ones([2]))] for _ in range(4)]}
