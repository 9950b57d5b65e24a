"""The cure for a history: return the value, and let the caller keep it."""

import tensorflow as tf


@tf.function
def train_step(weights):
    loss = tf.reduce_sum(weights * weights)
    return weights * 0.5, loss


def run():
    history = []
    weights = tf.constant([1.0, 2.0])
    for _ in range(3):
        weights, loss = train_step(weights)
        history.append(loss.numpy())
    return history
