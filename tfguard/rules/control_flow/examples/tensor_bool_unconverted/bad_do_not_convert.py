"""A helper that AutoGraph is told to leave alone."""

import tensorflow as tf


@tf.autograph.experimental.do_not_convert
def sign(x):
    return 1.0 if tf.reduce_max(x) > 0.0 else -1.0  # expect: tf-tensor-bool-unconverted


class Head:
    @tf.function
    def __call__(self, x):
        return x * sign(x)


def run():
    head = Head()
    return [head(tf.constant([value])).numpy().tolist() for value in (-1.0, 1.0, 2.0)]
