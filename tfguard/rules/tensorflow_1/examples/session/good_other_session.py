"""Classes of the project with the same words: a session that sends requests, a layer that evaluates."""

import tensorflow as tf


class Session:
    def run(self, x):
        return x

    def eval(self):
        return 1.0


@tf.function
def double(x):
    return x * 2.0


def run():
    session = Session()
    return [float(session.run(double(tf.constant(value)))) * session.eval() for value in (1.0, 2.0, 3.0)]
