"""How many are left behind a mask depends on the data, with or without a signature."""

import tensorflow as tf


@tf.function
def mean_of_positive(x):
    chosen = tf.boolean_mask(x, x > 0.0)
    return tf.reduce_sum(chosen) / chosen.shape[0]  # expect: tf-static-shape


@tf.function
def one_hot_of_values(x):
    values, places = tf.unique(x)
    return tf.one_hot(places, values.shape[0])  # expect: tf-static-shape


def run():
    rows = [tf.constant([1.0, -2.0, value]) for value in (1.0, 3.0, -2.0)]
    return [float(mean_of_positive(x) + tf.reduce_sum(one_hot_of_values(x))) for x in rows]
