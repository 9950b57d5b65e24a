"""The traced function calls a plain inner function, and that one reads the loop's name."""

import tensorflow as tf


def make_losses(targets):
    losses = []
    for target in targets:

        def error(prediction):
            return prediction - target  # expect: tf-loop-capture

        def loss(prediction, error=error):
            return tf.square(error(prediction))

        losses.append(tf.function(loss))
    return losses


def run():
    losses = make_losses([1.0, 2.0, 4.0])
    results = [loss(tf.constant(0.0)).numpy() for loss in losses]
    return {"results": results, "wanted": [1.0, 4.0, 16.0]}
