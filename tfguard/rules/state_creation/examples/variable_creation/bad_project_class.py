"""A class that makes its variable in the constructor is instantiated in traced code."""

import tensorflow as tf


class Linear:
    def __init__(self, width):
        self.kernel = tf.Variable(tf.ones([2, width]))  # expect: tf-variable-creation

    def __call__(self, inputs):
        return inputs @ self.kernel


@tf.function
def project(inputs):
    layer = Linear(3)
    return layer(inputs)


def run():
    return [project(tf.ones([1, 2])).numpy() for _ in range(2)]
