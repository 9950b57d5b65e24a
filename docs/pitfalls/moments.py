"""The same function eagerly and traced: Python runs when TensorFlow traces, operations at each call."""

import tensorflow as tf


@tf.function
def double(x):
    print("  the body runs")
    return x * 2


for number in (1, 2, 3):
    print("call", number)
    print("  result", double(tf.constant(number)).numpy())
