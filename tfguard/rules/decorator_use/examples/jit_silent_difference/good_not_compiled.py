"""An array that grows in a function that XLA does not compile."""

import tensorflow as tf


@tf.function
def collected(x):
    values = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    while x > 1.0:
        values = values.write(values.size(), x)
        x = x * 0.5
    return values.stack()


@tf.function(jit_compile=False)
def doubled(x):
    values = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    return values.write(0, x * 2.0).stack()


def run():
    x = [tf.constant(value) for value in (1.0, 2.0, 3.0)]
    return [[collected(each).numpy().tolist(), doubled(each).numpy().tolist()] for each in x]
