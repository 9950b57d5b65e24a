"""A layer that is imported by a name it does not have, in a function."""

import tensorflow as tf


def layer(units):
    from tensorflow.keras.layers import Densee  # expect: tf-unknown-name

    return Densee(units)


@tf.function
def double(x):
    return x * 2.0


def run():
    results = [float(double(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
    layer(3)
    return results
