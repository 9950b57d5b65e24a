"""Initialised at the first call: init_scope runs the assignment once, and the flag stores the same value."""

import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        self.offset = tf.Variable(0.0)
        self.ready = False

    @tf.function
    def __call__(self, inputs):
        if not self.ready:
            with tf.init_scope():
                self.offset.assign_add(5.0)
            self.ready = True
        return inputs + self.offset


def run():
    model = Model()
    results = [model(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
    return results, model.offset.numpy(), model.ready
