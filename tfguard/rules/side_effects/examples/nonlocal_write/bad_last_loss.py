"""A tensor handed to the enclosing function by nonlocal, where it has no value."""

import tensorflow as tf


def train(steps):
    weights = tf.Variable([1.0, 2.0])
    loss = None

    @tf.function
    def step():
        nonlocal loss
        loss = tf.reduce_sum(weights * weights)  # expect: tf-nonlocal-write, tf-tensor-leak
        weights.assign(weights * 0.5)

    losses = []
    for _ in range(steps):
        step()
        losses.append(loss.numpy())
    return losses


def run():
    return train(3)
