"""Guarded and kept, but first made in the body of a loop that TensorFlow stages as a graph of its own."""

import tensorflow as tf


class Sampler:
    def __init__(self):
        self.offset = None

    @tf.function
    def draw(self, count):
        total = tf.constant(0.0)
        for _ in tf.range(count):
            if self.offset is None:
                self.offset = tf.Variable(total + 1.0)  # expect: tf-variable-creation
            total += self.offset
        return total


def run():
    sampler = Sampler()
    return [sampler.draw(tf.constant(3)).numpy() for _ in range(2)]
