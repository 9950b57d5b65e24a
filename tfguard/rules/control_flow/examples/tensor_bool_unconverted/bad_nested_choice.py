"""AutoGraph converts a conditional expression, and none of those that are part of it."""

import tensorflow as tf


@tf.function
def price(hour):
    return 0.18 if hour < 6 else 0.24 if hour >= 20 else 0.31  # expect: tf-tensor-bool-unconverted


@tf.function
def scaled(x, by_norm=True):
    return (x / 2.0 if tf.norm(x) > 1.0 else x) if by_norm else x  # expect: tf-tensor-bool-unconverted


def run():
    hours = [float(price(tf.constant(hour))) for hour in (3, 12, 22)]
    return hours, [scaled(tf.constant([value])).numpy().tolist() for value in (0.5, 1.5, 2.5)]
