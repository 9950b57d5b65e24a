"""A setter rebinds the global, and a helper of the traced function reads it."""

import tensorflow as tf

rate = 0.25


def set_rate(value):
    global rate
    rate = value


def update(weights, gradient):
    return weights - rate * gradient  # expect: tf-global-read


@tf.function
def step(weights):
    return update(weights, 2.0 * weights)


def run():
    weights = step(tf.constant([8.0, 4.0]))
    set_rate(0.125)
    weights = step(weights)
    return weights.numpy()
