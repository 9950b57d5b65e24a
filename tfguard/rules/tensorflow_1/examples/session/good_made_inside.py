"""Operations that are made while the session's graph is entered are in it."""

import tensorflow as tf


@tf.function
def double(x):
    return x * 2.0


def run():
    results = [float(double(tf.constant(1.0)))]
    with tf.compat.v1.Session() as session:
        for value in (2.0, 3.0):
            results.append(float(session.run(double(tf.constant(value)))))
    return results
