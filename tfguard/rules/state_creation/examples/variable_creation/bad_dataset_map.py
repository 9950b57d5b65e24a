"""A function given to Dataset.map is traced when the dataset is defined, and may not make variables."""

import tensorflow as tf


def number(value):
    position = tf.Variable(0.0)  # expect: tf-variable-creation
    position.assign_add(value)
    return position.read_value()


def run():
    dataset = tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0]).map(number)
    return [value.numpy() for value in dataset]
