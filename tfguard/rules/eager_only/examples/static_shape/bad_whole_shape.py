"""Noise is drawn with the static shape of what it is added to."""

import tensorflow as tf

SIGNATURE = (tf.TensorSpec([None, 2], tf.float32),)


def noisy(x):
    noise = tf.random.normal(x.shape, stddev=0.0)  # expect: tf-static-shape
    return x + noise


traced = tf.function(noisy, input_signature=SIGNATURE)


def run():
    return [float(tf.reduce_sum(traced(tf.ones([size, 2])))) for size in (1, 2, 3)]
