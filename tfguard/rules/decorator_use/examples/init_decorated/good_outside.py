"""Special methods that call traced functions, and texts that are made outside of any."""

import tensorflow as tf


class Series:
    def __init__(self, values):
        self.values = tf.constant(values)

    @tf.function
    def total(self):
        return tf.reduce_sum(self.values)

    def __repr__(self):
        return f"Series({float(self.total())})"

    def __bool__(self):
        return bool(self.total() > 1.0)


def run():
    series = [Series([value, 2.0]) for value in (-1.0, 1.0, 2.0)]
    return [[repr(each), bool(each)] for each in series]
