"""An import that TensorFlow 2 cannot serve."""

import tensorflow as tf
from tensorflow import placeholder  # expect: tf1-placeholder


@tf.function
def double(x):
    return x * 2.0


def run():
    return [float(double(placeholder(tf.float32, []))) for _ in range(3)]
