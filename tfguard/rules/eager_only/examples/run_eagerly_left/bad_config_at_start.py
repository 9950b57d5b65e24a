"""A switch from a debugging session at the top of the file: each call runs the body again."""

import tensorflow as tf

tf.config.run_functions_eagerly(True)  # expect: tf-run-eagerly-left

runs = tf.Variable(0)
modes = []


@tf.function
def step(x):
    modes.append(tf.executing_eagerly())  # allow: tf-container-mutation
    return x * 2.0


def run():
    for value in (1.0, 2.0, 3.0):
        step(tf.constant(value))
    return {"results": any(modes), "wanted": False}
