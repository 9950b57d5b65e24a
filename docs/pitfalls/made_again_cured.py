"""The traced function is made once, before the loop."""

import tensorflow as tf


def double(x):
    print("Tracing")
    return x * 2


step = tf.function(double)
for _ in range(3):
    step(tf.constant(1))
