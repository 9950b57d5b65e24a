"""A traced function yields what it computes of each part."""

import tensorflow as tf


@tf.function
def running_means(x):  # expect: tf-generator
    for size in range(1, 4):
        yield tf.reduce_mean(x[:size])


def run():
    return [[float(mean) for mean in running_means(tf.constant([value, 2.0, 3.0]))] for value in (1.0, 4.0, 7.0)]
