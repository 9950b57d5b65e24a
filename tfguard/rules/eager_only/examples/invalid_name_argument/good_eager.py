"""Outside of the traced function nobody looks at the name."""

import tensorflow as tf


@tf.function
def total(x):
    return tf.reduce_sum(x)


def run():
    return [float(tf.sqrt(total(tf.constant([value])), 1)) for value in (1.0, 4.0, 9.0)]
