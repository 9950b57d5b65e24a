"""In a loop that TensorFlow stages, the name becomes a tensor of the loop's own graph."""

import tensorflow as tf


def solve(values):
    iterations = 0

    @tf.function
    def root_of(value):
        nonlocal iterations
        root = value
        while tf.abs(root * root - value) > 0.01:
            root = 0.5 * (root + value / root)
            iterations += 1  # expect: tf-nonlocal-write, tf-tensor-leak
        return root

    roots = [round(float(root_of(tf.constant(value))), 2) for value in values]
    return roots, int(iterations)


def run():
    return solve([4.0, 9.0])
