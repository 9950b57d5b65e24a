"""str.format makes a text of a tensor as an f-string does; of shapes it may."""

import tensorflow as tf


@tf.function
def told(x):
    text = "sum {}".format(tf.reduce_sum(x))  # expect: tf-string-format
    return tf.strings.length(text)


@tf.function
def shape(x):
    text = "rank {}".format(x.shape.rank)
    return tf.strings.length(text)


def run():
    return {"b1": [[shape(tf.ones([2])), told(tf.ones([2]))] for _ in range(4)]}
