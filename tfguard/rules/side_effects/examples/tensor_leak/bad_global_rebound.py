"""A module global rebound to a tensor of the trace."""

import tensorflow as tf

last_gradient = None


@tf.function
def descend(weights):
    global last_gradient
    last_gradient = 2.0 * weights  # expect: tf-global-write, tf-tensor-leak
    return weights - 0.1 * last_gradient


def run():
    descend(tf.constant([1.0, 2.0]))
    return last_gradient.numpy()
