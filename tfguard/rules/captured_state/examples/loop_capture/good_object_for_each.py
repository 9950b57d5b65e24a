"""The cure: an object for each round keeps the value, and its method is traced for it."""

import tensorflow as tf


class Loss:
    def __init__(self, target):
        self.target = target
        self.compute = tf.function(self._compute)

    def _compute(self, prediction):
        return tf.square(prediction - self.target)


losses = [Loss(1.0), Loss(2.0), Loss(4.0)]


def run():
    results = []
    for loss in losses:
        results.append(loss.compute(tf.constant(0.0)).numpy())
    return {"results": results, "wanted": [1.0, 4.0, 16.0]}
