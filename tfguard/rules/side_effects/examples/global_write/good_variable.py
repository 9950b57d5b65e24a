"""The cure: a variable at module level, which the graph changes at each call."""

import tensorflow as tf

step = tf.Variable(0.0)
overflowed = tf.Variable(False)


@tf.function
def decayed(rate):
    step.assign_add(1.0)
    if step > 2.0:
        overflowed.assign(True)
    return rate / step


def run():
    rates = [decayed(tf.constant(1.0)).numpy() for _ in range(3)]
    return rates, step.numpy(), overflowed.numpy()
