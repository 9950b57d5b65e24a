"""`//=` is not refused by a variable: the attribute is bound to a new tensor."""

import tensorflow as tf


class Schedule(tf.Module):
    def __init__(self):
        self.width = tf.Variable(64)

    @tf.function
    def shrink(self, inputs):
        self.width //= 2  # expect: tf-variable-rebound
        return inputs * self.width


def run():
    schedule = Schedule()
    return [schedule.shrink(tf.constant(1)).numpy() for _ in range(3)]
