"""The cure: the untraced caller counts, and hands the number in as a tensor."""

import tensorflow as tf

step = 0


@tf.function
def decayed(rate, step):
    return rate / step


def train():
    global step
    step += 1
    return decayed(tf.constant(1.0), tf.constant(step, tf.float32))


def run():
    rates = [train().numpy() for _ in range(3)]
    return rates, step
