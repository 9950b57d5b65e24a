"""A read waits for an assignment that stands before it anyway."""

import tensorflow as tf

count = tf.Variable(0.0)


@tf.function
def step(x):
    with tf.control_dependencies([count.assign_add(1.0)]):  # expect: tf1-control-dependencies
        return x * count.read_value()


def run():
    return [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
