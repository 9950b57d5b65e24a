"""Guarded and kept, when the concrete function is asked for first; the graph then owns one variable."""

import tensorflow as tf


class Offset(tf.Module):
    def __init__(self):
        self.offset = None

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def __call__(self, value):
        if self.offset is None:
            self.offset = tf.Variable(1.0)
        return self.offset.assign_add(value)


def run():
    offset = Offset()
    concrete = offset.__call__.get_concrete_function()
    sums = [offset(tf.constant(value)).numpy() for value in (1.0, 2.0)]
    return sums, len(concrete.variables)
