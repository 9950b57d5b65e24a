"""An item of a dict of variables."""

import tensorflow as tf

totals = {"loss": tf.Variable(0.0)}


@tf.function
def update(loss):
    totals["loss"] += loss  # expect: tf-variable-augmented-assignment
    return loss


def run():
    update(tf.constant(1.0))
    return float(totals["loss"])
