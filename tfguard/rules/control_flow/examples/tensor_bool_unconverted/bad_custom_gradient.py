"""TensorFlow runs a custom gradient and its function as they are, also in a function that is converted."""

import tensorflow as tf


@tf.custom_gradient
def clipped(x):
    def gradient(upstream):
        if tf.norm(upstream) > 1.0:  # expect: tf-tensor-bool-unconverted
            return upstream / tf.norm(upstream)
        return upstream

    return 2.0 * x, gradient


@tf.custom_gradient
def absolute(x):
    total = tf.reduce_sum(x)
    if total > 0.0:  # expect: tf-tensor-bool-unconverted
        return x, lambda upstream: upstream
    return -x, lambda upstream: -upstream


@tf.function
def slope(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(clipped(x) * 3.0)
    return tape.gradient(y, x)


@tf.function
def distance(x):
    return absolute(x)


def run():
    values = [tf.constant([value]) for value in (-1.0, 0.5, 2.0)]
    return [slope(x).numpy().tolist() for x in values], [distance(x).numpy().tolist() for x in values]
