"""The cure: an object owns the variable, and each instance has its own."""

import tensorflow as tf


class Counter(tf.Module):
    def __init__(self):
        self.count = None

    @tf.function
    def __call__(self, value):
        if self.count is None:
            self.count = tf.Variable(0.0)
        self.count.assign_add(value)
        return self.count.read_value()


def run():
    first, second = Counter(), Counter()
    counts = [first(tf.constant(value)).numpy() for value in (1.0, 2.0)]
    return counts, second(tf.constant(5.0)).numpy()
