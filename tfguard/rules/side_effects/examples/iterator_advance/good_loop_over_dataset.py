"""A loop over a dataset, given or captured; an iterator that is made inside starts anew at each call."""

import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0])


@tf.function
def total(values):
    result = tf.constant(0.0)
    for value in values:
        result += value
    for value in dataset:
        result += value
    return result


@tf.function
def first():
    return next(iter(dataset))


def run():
    return [total(dataset.map(tf.square)).numpy() for _ in range(2)], [first().numpy() for _ in range(2)]
