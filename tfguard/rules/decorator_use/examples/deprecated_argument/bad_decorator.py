"""The old name of an option, in a decorator."""

import tensorflow as tf


@tf.function(experimental_relax_shapes=True)  # expect: tf-deprecated-argument
def total(x):
    return tf.reduce_sum(x)


def run():
    return [float(total(tf.ones([size]))) for size in (1, 2, 3)]
