"""An old graph, built and run inside its own context."""

import tensorflow as tf


@tf.function
def double(x):
    return x * 2.0


def from_old_graph(value):
    with tf.Graph().as_default():
        x = tf.compat.v1.placeholder(tf.float32, [])
        y = double(x)
        with tf.compat.v1.Session() as session:
            return float(session.run(y, feed_dict={x: value}))


def run():
    return [from_old_graph(value) for value in (1.0, 2.0, 3.0)]
