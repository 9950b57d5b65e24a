"""assign_add of a tf.Variable returns the variable: binding the attribute to it changes nothing."""

import tensorflow as tf


class Total(tf.Module):
    def __init__(self):
        self.total = tf.Variable(0.0)

    @tf.function
    def add(self, value):
        self.total = self.total.assign_add(tf.reduce_sum(value))
        return self.total + 0.0


def run():
    total = Total()
    sums = [total.add(tf.constant(value)).numpy() for value in (1.0, 2.0)]
    sums.append(total.add(tf.constant([3.0, 4.0])).numpy())
    return sums, total.total.numpy()
