"""A wrapped function of TensorFlow 1 orders nothing by itself: what nothing waits for is not run."""

import tensorflow as tf
from tensorflow.compat.v1 import wrap_function

count = tf.Variable(0.0)


def step(x):
    with tf.control_dependencies([count.assign_add(1.0)]):
        return x * count.read_value()


counted = wrap_function(step, [tf.TensorSpec([], tf.float32)])


def run():
    return [float(counted(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
