"""A flag that is switched while tracing: the graph keeps the side of the first call."""

import tensorflow as tf


class Smoother:
    def __init__(self):
        self.first = True

    @tf.function
    def smooth(self, value, previous):
        if self.first:
            self.first = False  # expect: tf-attribute-mutation
            return value
        return 0.9 * previous + 0.1 * value


def run():
    smoother = Smoother()
    state = tf.constant(0.0)
    states = []
    for value in (1.0, 2.0, 3.0):
        state = smoother.smooth(tf.constant(value), state)
        states.append(state.numpy())
    return states
