"""A variable is made in the body."""

import tensorflow as tf


@tf.function
def scale(x):
    print("  the body runs")
    factor = tf.Variable(3.0)
    return factor * x


print("result", scale(tf.constant(2.0)).numpy())
