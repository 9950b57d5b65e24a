"""A saver looks for variables in collections that TensorFlow 2 does not fill."""

import tensorflow as tf
from tensorflow.compat import v1

weight = tf.Variable(1.0)


@tf.function
def grow(x):
    return weight.assign_add(x)


def run():
    results = [float(grow(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
    saver = v1.train.Saver()  # expect: tf1-variables
    saver.save(None, "weights")
    return results
