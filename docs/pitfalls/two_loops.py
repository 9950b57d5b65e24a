"""A Python loop is unrolled, a loop over a tensor is staged."""

import tensorflow as tf


@tf.function
def unrolled(x):
    for i in range(3):
        print("Tracing the unrolled body, i is", i)
        x = x * 2
    return x


@tf.function
def staged(x):
    for _ in tf.range(3):
        print("Tracing the staged body")
        x = x * 2
    return x


print(unrolled(tf.constant(1)).numpy(), staged(tf.constant(1)).numpy())
