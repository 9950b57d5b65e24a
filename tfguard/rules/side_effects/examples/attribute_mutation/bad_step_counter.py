"""A Python counter on self: it counts traces, and the warm-up computed from it never ends."""

import tensorflow as tf


class Optimizer:
    def __init__(self):
        self.steps = 0

    @tf.function
    def scaled(self, gradient):
        self.steps += 1  # expect: tf-attribute-mutation
        return gradient * min(1.0, self.steps / 4.0)


def run():
    optimizer = Optimizer()
    scaled = [optimizer.scaled(tf.constant(1.0)).numpy() for _ in range(4)]
    return scaled, optimizer.steps
