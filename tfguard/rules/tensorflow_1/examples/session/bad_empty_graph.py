"""The old class by its full name: its graph has nothing of what TensorFlow 2 has computed."""

import tensorflow as tf

tf1 = tf.compat.v1


@tf.function
def double(x):
    return x * 2.0


def make_session():
    return tf1.Session()


def run():
    session = make_session()
    results = []
    for value in (1.0, 2.0, 3.0):
        results.append(float(session.run(double(tf.constant(value)))))  # expect: tf1-session
    return results
