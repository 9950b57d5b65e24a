"""A Python number that the program changes between two calls."""

import tensorflow as tf

rate = 0.5


@tf.function
def update(weight):
    return weight - rate


print(update(tf.constant(10.0)).numpy())
rate = 0.25
print(update(tf.constant(10.0)).numpy())
