"""Types, numbers and tensors where they belong."""

import tensorflow as tf


@tf.function
def total(x):
    y = tf.reduce_sum(tf.stack([x, x], 1), 1, True)
    z = tf.zeros([2], tf.float32) + tf.clip_by_value(x, 0.0, 2.0)
    return tf.reduce_sum(tf.add(y[:, 0], z)) + tf.cast(tf.size(x, tf.int32), tf.float32)


def run():
    return [float(total(tf.constant([value, 0.0]))) for value in (1.0, 2.0, 3.0)]
