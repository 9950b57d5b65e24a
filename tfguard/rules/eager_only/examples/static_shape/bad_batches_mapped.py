"""A function that a dataset of batches maps asks for the number of rows; the last batch may have fewer."""

import tensorflow as tf


def center(features, labels):
    weights = tf.ones([features.shape[0], 1]) / 2.0  # expect: tf-static-shape
    return features * weights, labels


def run():
    data = tf.data.Dataset.from_tensor_slices((tf.ones([5, 2]), tf.zeros([5])))
    batches = data.shuffle(5).batch(2).prefetch(1)
    return [float(tf.reduce_sum(rows)) for rows, _ in batches.map(center)]
