"""`self.count += 1` where the attribute is a variable."""

import tensorflow as tf


class Counter(tf.Module):
    def __init__(self):
        self.count = tf.Variable(0, trainable=False)

    @tf.function
    def __call__(self, inputs):
        self.count += 1  # expect: tf-variable-augmented-assignment
        return inputs * 2.0


def run():
    counter = Counter()
    return counter(tf.constant(1.0)).numpy(), int(counter.count)
