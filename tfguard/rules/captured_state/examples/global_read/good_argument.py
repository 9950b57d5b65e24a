"""The cure: the caller owns the changing number and passes it as a tensor."""

import tensorflow as tf

rate = 1.0


@tf.function
def step(weights, rate):
    return weights - rate * weights


def run():
    global rate
    weights = tf.constant([8.0, 4.0])
    for _ in range(3):
        weights = step(weights, tf.constant(rate))
        rate *= 0.5
    return weights.numpy()
