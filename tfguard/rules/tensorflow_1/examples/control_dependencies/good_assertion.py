"""An assertion that the result waits for: said on purpose."""

import tensorflow as tf

count = tf.Variable(0.0)


@tf.function
def step(x):
    check = tf.debugging.assert_positive(x)
    with tf.control_dependencies([check]):
        return x * count.assign_add(1.0)


def run():
    return [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
