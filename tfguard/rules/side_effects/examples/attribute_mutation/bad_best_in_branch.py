"""A best value that is set under a tensor condition: the attribute becomes the branch's symbolic output."""

import tensorflow as tf


class EarlyStopping:
    def __init__(self):
        self.best = 1e9

    @tf.function
    def update(self, loss):
        improved = loss < self.best
        if improved:
            self.best = loss  # expect: tf-attribute-mutation, tf-tensor-leak
        return improved


def run():
    stopping = EarlyStopping()
    for loss in (3.0, 1.0, 2.0):
        stopping.update(tf.constant(loss))
    return float(stopping.best)
