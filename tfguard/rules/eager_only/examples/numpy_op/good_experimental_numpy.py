"""The cure: TensorFlow's own NumPy works on tensors of a graph."""

import tensorflow as tf
import tensorflow.experimental.numpy as tnp


@tf.function
def step(x):
    return tnp.mean(tnp.sqrt(tf.abs(x)))


def run():
    return [float(step(tf.constant([value, 4.0]))) for value in (1.0, 4.0, 9.0)]
