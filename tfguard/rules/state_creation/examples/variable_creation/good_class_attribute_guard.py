"""A class attribute guarded by None: one variable for the class, owned by an object."""

import tensorflow as tf


class Statistics:
    calls = None

    @staticmethod
    def count():
        if Statistics.calls is None:
            Statistics.calls = tf.Variable(0)
        Statistics.calls.assign_add(1)


@tf.function
def predict(inputs):
    Statistics.count()
    return inputs * 2.0


def run():
    results = [predict(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
    return results, Statistics.calls.numpy()
