"""An input is validated by an exception; both branches are traced."""

import tensorflow as tf


@tf.function
def inverse(x):
    if tf.reduce_any(x == 0.0):
        raise ValueError("division by zero")  # expect: tf-tensor-raise
    return 1.0 / x


def run():
    return [float(inverse(tf.constant(value))) for value in (1.0, 2.0, 4.0)]
