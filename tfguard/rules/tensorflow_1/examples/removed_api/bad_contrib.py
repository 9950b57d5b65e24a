"""A module that TensorFlow 2 does not have."""

import tensorflow as tf
from tensorflow.contrib import layers as contrib_layers  # expect: tf1-removed-api


@tf.function
def double(x):
    return x * 2.0


def run():
    init = contrib_layers.xavier_initializer()
    return [float(double(init([]))) for _ in range(3)]
