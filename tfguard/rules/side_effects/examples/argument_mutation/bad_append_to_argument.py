"""Appending to a list that comes in as an argument: TensorFlow notices and raises."""

import tensorflow as tf


@tf.function
def collect(value, outputs):
    outputs.append(value * 2.0)  # expect: tf-argument-mutation
    return value


def run():
    outputs = [tf.constant(0.0)]
    collect(tf.constant(1.0), outputs)
    return len(outputs)
