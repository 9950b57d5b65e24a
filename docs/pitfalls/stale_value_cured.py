"""The number is a variable: the graph reads it at each call."""

import tensorflow as tf

rate = tf.Variable(0.5)


@tf.function
def update(weight):
    return weight - rate


print(update(tf.constant(10.0)).numpy())
rate.assign(0.25)
print(update(tf.constant(10.0)).numpy())
