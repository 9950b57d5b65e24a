"""A tensor is put aside while tracing, and used later."""

import tensorflow as tf

last = {}


@tf.function
def loss(x):
    last["loss"] = tf.reduce_sum(x * x)
    return last["loss"]


print(loss(tf.constant([3.0, 4.0])).numpy())
print(tf.sqrt(last["loss"]).numpy())
