"""The order of the program is enough; what is given from outside may be anything."""

import tensorflow as tf

count = tf.Variable(0.0)


def after(operations, x):
    with tf.control_dependencies(operations):
        return tf.identity(x)


@tf.function
def step(x):
    count.assign_add(1.0)
    return after([x], x * count)


def run():
    return [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
