"""A bare early `return`, in a helper that the trace enters, and in a method."""

import tensorflow as tf

weights = tf.Variable([1.0, 2.0])


def decay(loss):
    if loss < 1.0:  # expect: tf-branch-return
        return
    weights.assign(weights * 0.5)


@tf.function
def step(loss):
    decay(loss)
    return tf.reduce_sum(weights) * loss


class Meter:
    def __init__(self):
        self.total = tf.Variable(0.0)

    @tf.function
    def update(self, value):
        if tf.math.is_nan(value):  # expect: tf-branch-return
            return None
        return self.total.assign_add(value)


def run():
    meter = Meter()
    losses = [float(step(tf.constant(value))) for value in (0.5, 1.5, 2.5)]
    return losses, [float(meter.update(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
