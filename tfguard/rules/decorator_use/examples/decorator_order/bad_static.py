"""tf.function over staticmethod, by decorator and by call: a call through an instance raises."""

import tensorflow as tf


class Ops:
    @tf.function(reduce_retracing=True)  # expect: tf-decorator-order
    @staticmethod
    def double(x):
        return x * 2.0

    @staticmethod
    def _halve(x):
        return x / 2.0

    halve = tf.function(_halve)  # expect: tf-decorator-order


def run():
    ops = Ops()
    return [[ops.double(tf.constant(x)).numpy(), ops.halve(tf.constant(x)).numpy()] for x in (1.0, 2.0, 3.0)]
