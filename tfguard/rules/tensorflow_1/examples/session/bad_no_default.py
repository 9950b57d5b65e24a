"""The default session, where no session was entered: there is none to run anything."""

import tensorflow as tf


@tf.function
def double(x):
    return x * 2.0


def fetch(x):
    session = tf.compat.v1.get_default_session()
    return session.run(x)  # expect: tf1-session


def run():
    return [float(fetch(double(tf.constant(value)))) for value in (1.0, 2.0, 3.0)]
