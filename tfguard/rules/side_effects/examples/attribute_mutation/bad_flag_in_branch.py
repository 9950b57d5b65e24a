"""A flag that is set under a tensor condition: the attribute is left with the branch's symbolic output."""

import tensorflow as tf


class Guard:
    def __init__(self):
        self.diverged = False

    @tf.function
    def check(self, loss):
        if tf.math.is_nan(loss):
            self.diverged = True  # expect: tf-attribute-mutation, tf-tensor-leak
        return loss


def run():
    guard = Guard()
    for loss in (1.0, 0.5):
        guard.check(tf.constant(loss))
    return "diverged" if guard.diverged else "fine"
