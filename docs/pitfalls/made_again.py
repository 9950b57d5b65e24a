"""A traced function that is made in each round of a loop."""

import tensorflow as tf


def double(x):
    print("Tracing")
    return x * 2


for _ in range(3):
    step = tf.function(double)
    step(tf.constant(1))
