"""A list at module level is appended to while tracing only, and it holds a tensor without a value."""

import tensorflow as tf

history = []


@tf.function
def train_step(weights):
    loss = tf.reduce_sum(weights * weights)
    history.append(loss)  # expect: tf-container-mutation, tf-tensor-leak
    return weights * 0.5


def run():
    weights = tf.constant([1.0, 2.0])
    for _ in range(3):
        weights = train_step(weights)
    return len(history), sum(loss.numpy() for loss in history)
