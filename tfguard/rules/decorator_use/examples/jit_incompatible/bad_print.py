"""A compiled training step prints."""

import tensorflow as tf

weights = tf.Variable([1.0, 2.0])


@tf.function(jit_compile=True)
def step(x):
    loss = tf.reduce_sum(x * weights)
    tf.print("loss", loss)  # expect: tf-jit-incompatible
    return loss


def run():
    return [step(tf.constant([value, 1.0])).numpy() for value in (1.0, 2.0, 3.0)]
