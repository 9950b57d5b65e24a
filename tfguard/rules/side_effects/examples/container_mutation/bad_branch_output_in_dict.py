"""A dict item that is set under a tensor condition becomes an output of the staged branch, and leaks."""

import tensorflow as tf

best = {"loss": 100.0}


@tf.function
def track(loss):
    if loss < 1.0:
        best["loss"] = loss  # expect: tf-container-mutation, tf-tensor-leak
    return loss


def run():
    for value in (5.0, 0.5, 3.0):
        track(tf.constant(value))
    return float(best["loss"])
