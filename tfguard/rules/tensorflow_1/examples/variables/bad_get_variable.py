"""A variable by its name, from a module of TensorFlow that has none of it any more."""

import tensorflow as tf


@tf.function
def score(x):
    weight = tf.get_variable("weight", [], initializer=tf.keras.initializers.Ones())  # expect: tf1-variables
    return x * weight


def run():
    return [float(score(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
