"""In a loop that TensorFlow stages, the global becomes a tensor of the loop's own graph."""

import tensorflow as tf

iterations = 0


@tf.function
def newton(value):
    global iterations
    root = value
    for _ in tf.range(5):
        root = 0.5 * (root + value / root)
        iterations += 1  # expect: tf-global-write, tf-tensor-leak
    return root


def run():
    roots = [newton(tf.constant(value)).numpy() for value in (4.0, 9.0)]
    return roots, int(iterations)
