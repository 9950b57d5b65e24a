"""A graph of TensorFlow 1, where nothing else orders the two."""

import tensorflow.compat.v1 as tf1
import tensorflow as tf


@tf.function
def double(x):
    return x * 2.0


def old(value):
    with tf.Graph().as_default(), tf1.Session() as session:
        count = tf1.Variable(0.0)
        with tf.control_dependencies([count.assign_add(value)]):
            y = count.read_value()
        session.run(tf1.global_variables_initializer())
        return float(session.run(y))


def run():
    return [float(double(tf.constant(old(value)))) for value in (1.0, 2.0, 3.0)]
