"""Several tensors at once, computed before the session was there, in a class of a traced program."""

import tensorflow as tf
import tensorflow.compat.v1 as tf1


@tf.function
def double(x):
    return x * 2.0


class Report:
    def numbers(self, x):
        wanted = [double(x), tf.reduce_sum(x)]
        with tf1.Session() as session:
            return session.run(wanted)  # expect: tf1-session


def run():
    report = Report()
    return [float(report.numbers(tf.constant(value))[0]) for value in (1.0, 2.0, 3.0)]
