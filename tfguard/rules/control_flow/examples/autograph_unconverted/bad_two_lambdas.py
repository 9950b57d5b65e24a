"""Two lambdas with the same parameters on one line: AutoGraph cannot tell their sources apart."""

import tensorflow as tf

first, second = tf.function(lambda x: x if tf.reduce_sum(x) > 0.0 else -x), tf.function(lambda x: x * 2.0)  # expect: tf-autograph-unconverted


def run():
    return [float(first(tf.constant(value)) + second(tf.constant(value))) for value in (1.0, -2.0, 3.0)]
