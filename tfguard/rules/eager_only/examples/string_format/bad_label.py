"""A label for people is made of a tensor: it says "Tensor(...)" at each call."""

import tensorflow as tf


@tf.function
def label(score):
    percent = tf.round(score * 100.0)
    return tf.constant(f"score {percent}")  # expect: tf-string-format


def run():
    return [label(tf.constant(value)).numpy().decode() for value in (0.1, 0.5, 0.9)]
