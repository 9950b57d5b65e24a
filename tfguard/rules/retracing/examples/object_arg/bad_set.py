"""A set has no hash, and TensorFlow refuses it."""

import tensorflow as tf


@tf.function
def kept(values, names):
    return values * 2.0 if "scale" in names else values


def run():
    values = tf.constant([1.0, 2.0])
    return [kept(values * scale, {"scale", "log"}).numpy() for scale in (1.0, 2.0, 3.0)]  # expect: tf-object-arg
