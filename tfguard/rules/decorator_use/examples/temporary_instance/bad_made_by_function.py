"""A function makes the object; its method is given to a dataset."""

import tensorflow as tf


class Tokens:
    def __init__(self):
        self.offset = tf.constant(100, tf.int64)

    @tf.function
    def encode(self, x):
        return x + self.offset


def tokens():
    return Tokens()


def encoded(count):
    dataset = tf.data.Dataset.range(count).map(tokens().encode)  # expect: tf-temporary-instance
    return [int(token) for token in dataset]


def run():
    return [encoded(count) for count in (1, 2, 3)]
