"""The condition is a Python number's before the loop, and a tensor's after one round."""

import tensorflow as tf


@tf.function
def root(x):
    guess, error = x, 1.0
    while error > 0.01:  # expect: tf-tensor-break-in-python-loop
        better = 0.5 * (guess + x / guess)
        error = tf.abs(better - guess)
        guess = better
    return guess


@tf.function
def halve(x):
    done = False
    while not done:  # expect: tf-tensor-break-in-python-loop
        x = x / 2.0
        done = tf.reduce_max(x) < 1.0
    return x


def run():
    roots = [float(root(tf.constant(value))) for value in (1.0, 2.0, 9.0)]
    return roots, [halve(tf.fill([2], value)).numpy().tolist() for value in (1.0, 2.0, 9.0)]
