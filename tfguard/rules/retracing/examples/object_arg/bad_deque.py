"""A deque has no hash, and TensorFlow refuses it, though a list would do."""

from collections import deque

import tensorflow as tf


class Smoother:
    def __init__(self):
        self.recent = deque(maxlen=3)

    @tf.function
    def mean(self, values):
        return tf.add_n(list(values)) / float(len(values))

    def smooth(self, value):
        self.recent.append(value)
        return self.mean(self.recent)  # expect: tf-object-arg


def run():
    smoother = Smoother()
    return [smoother.smooth(tf.constant(value)).numpy() for value in (1.0, 2.0, 6.0)]
