"""Arrays that have their size from the start, also where they may grow."""

import tensorflow as tf


@tf.function(jit_compile=True)
def powers(x):
    values = tf.TensorArray(tf.float32, size=3)
    grown = tf.TensorArray(tf.float32, size=3, dynamic_size=True)
    for i in tf.range(3):
        values = values.write(i, x ** tf.cast(i, tf.float32))
        grown = grown.write(i, x)
    return values.stack() + grown.stack()


def run():
    return [powers(tf.constant(value)).numpy().tolist() for value in (1.0, 2.0, 3.0)]
