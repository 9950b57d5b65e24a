"""A print in a loop that TensorFlow stages: the body is traced once, whatever the number of iterations."""

import contextlib
import io

import tensorflow as tf


@tf.function
def power_iteration(matrix, steps):
    vector = tf.ones([2, 1])
    for step in tf.range(steps):
        vector = tf.linalg.normalize(matrix @ vector)[0]
        print("iteration", step)  # expect: tf-print
    return vector


def run():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        vector = power_iteration(tf.constant([[2.0, 0.0], [0.0, 1.0]]), tf.constant(4))
    return len(output.getvalue().splitlines()), vector.numpy()
