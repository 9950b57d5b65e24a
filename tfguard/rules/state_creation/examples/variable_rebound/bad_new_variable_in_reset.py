"""reset makes a new variable; the trace goes on with the one that it captured."""

import tensorflow as tf


class Total(tf.Module):
    def __init__(self):
        self.total = tf.Variable(0.0)

    @tf.function
    def add(self, value):
        self.total.assign_add(value)
        return self.total.read_value()

    def reset(self):
        self.total = tf.Variable(0.0)  # expect: tf-variable-rebound


def run():
    total = Total()
    sums = [total.add(tf.constant(1.0)).numpy() for _ in range(2)]
    total.reset()
    sums.append(total.add(tf.constant(1.0)).numpy())
    return sums, total.total.numpy()
