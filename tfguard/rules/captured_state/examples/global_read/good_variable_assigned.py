"""The cure: a variable is read each time the graph runs, and assign changes it."""

import tensorflow as tf

rate = tf.Variable(1.0, trainable=False)
training = tf.Variable(True, trainable=False)


@tf.function
def step(weights):
    if training:
        weights = weights - rate
    return weights


def run():
    results = [step(tf.constant(8.0)).numpy()]
    rate.assign(0.5)
    results.append(step(tf.constant(8.0)).numpy())
    training.assign(False)
    results.append(step(tf.constant(8.0)).numpy())
    return results
