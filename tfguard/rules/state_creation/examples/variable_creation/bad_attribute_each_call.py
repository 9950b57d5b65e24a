"""Keeping the variable on self does not help when every call makes a new one."""

import tensorflow as tf


class Counter(tf.Module):
    @tf.function
    def restart(self, start):
        self.count = tf.Variable(start)  # expect: tf-variable-creation
        return self.count + 1.0


def run():
    counter = Counter()
    return [counter.restart(tf.constant(value)).numpy() for value in (1.0, 2.0)]
