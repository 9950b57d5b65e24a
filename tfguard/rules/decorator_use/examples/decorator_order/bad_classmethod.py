"""tf.function over classmethod: the class statement raises."""

import tensorflow as tf


class Losses:
    scale = 2.0

    @tf.function  # expect: tf-decorator-order
    @classmethod
    def squared(cls, x):
        return cls.scale * tf.square(x)


def run():
    return [Losses.squared(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
