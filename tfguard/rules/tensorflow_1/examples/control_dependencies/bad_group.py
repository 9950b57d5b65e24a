"""A group of updates, and what is printed, before the result is handed out."""

import tensorflow as tf
from tensorflow import control_dependencies as after

low, high = tf.Variable(9.0), tf.Variable(0.0)


@tf.function
def observe(x):
    updates = tf.group(low.assign(tf.minimum(low, x)), high.assign(tf.maximum(high, x)))
    with after([updates]):  # expect: tf1-control-dependencies
        return tf.identity(high - low)


def run():
    return [float(observe(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
