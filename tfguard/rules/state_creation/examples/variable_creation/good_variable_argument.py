"""The cure: the caller owns the variable and hands it in."""

import tensorflow as tf


@tf.function
def apply_momentum(momentum, gradient):
    momentum.assign(0.9 * momentum + gradient)
    return momentum * 0.1


def run():
    first, second = tf.Variable([0.0, 0.0]), tf.Variable([1.0, 1.0])
    updates = [apply_momentum(first, tf.ones([2])).numpy() for _ in range(2)]
    updates.append(apply_momentum(second, tf.ones([2])).numpy())
    return updates, first.numpy(), second.numpy()
