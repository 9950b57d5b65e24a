"""Initializers of the session days, made before the session is entered."""

import tensorflow as tf

weight = tf.Variable(1.0)


@tf.function
def scaled(x):
    return x * weight


def prepare():
    start = [tf.compat.v1.global_variables_initializer(), tf.compat.v1.tables_initializer()]
    with tf.compat.v1.Session() as session:
        session.run(start)  # expect: tf1-session


def run():
    prepare()
    return [float(scaled(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
