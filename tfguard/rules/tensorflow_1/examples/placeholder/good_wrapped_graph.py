"""Old code with a placeholder, in a graph that is open around the call."""

import tensorflow as tf


@tf.function
def double(x):
    return x * 2.0


def build():
    x = tf.compat.v1.placeholder(tf.float32, [])
    return x, double(x)


def run():
    results = []
    with tf.Graph().as_default():
        x, y = build()
        with tf.compat.v1.Session() as session:
            results += [float(session.run(y, {x: value})) for value in (1.0, 2.0, 3.0)]
    return results
