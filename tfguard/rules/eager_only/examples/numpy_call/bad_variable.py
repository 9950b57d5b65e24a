"""A variable cannot give its value to NumPy either while a graph is built."""

import tensorflow as tf


class Counter(tf.Module):
    def __init__(self):
        super().__init__()
        self.count = tf.Variable(0.0)

    @tf.function
    def step(self, x):
        self.count.assign_add(1.0)
        return x * self.count.numpy()  # expect: tf-numpy-call


def run():
    counter = Counter()
    return [float(counter.step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
