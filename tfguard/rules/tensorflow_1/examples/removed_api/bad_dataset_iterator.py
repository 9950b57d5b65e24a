"""The iterator of a dataset, as TensorFlow 1 made it."""

import tensorflow as tf


@tf.function
def double(x):
    return x * 2


def batches():
    return tf.data.Dataset.range(3).repeat()


def run():
    iterator = batches().make_one_shot_iterator()  # expect: tf1-removed-api
    return [int(double(iterator.get_next())) for _ in range(3)]
