"""A compiled loop collects its values in an array that is to grow."""

import tensorflow as tf


@tf.function(jit_compile=True)
def powers(x):
    values = tf.TensorArray(tf.float32, size=0, dynamic_size=True)  # expect: tf-jit-silent-difference
    for i in tf.range(3):
        values = values.write(i, x ** tf.cast(i, tf.float32))
    return values.stack()


def run():
    return [powers(tf.constant(value)).numpy().tolist() for value in (1.0, 2.0, 3.0)]
