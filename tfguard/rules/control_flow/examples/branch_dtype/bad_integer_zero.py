"""An integer where the other branch has a float, before the condition, and as a result."""

import tensorflow as tf


def rate_of(loss):
    if loss > 1.0:  # expect: tf-branch-dtype
        return tf.exp(-loss)
    return 0


class Meter:
    @tf.function
    def weight(self, loss):
        weight = 1
        if tf.reduce_mean(loss) > 1.0:  # expect: tf-branch-dtype
            weight = tf.sqrt(loss)
        return weight


@tf.function
def step(loss):
    return loss * rate_of(loss)


@tf.function
def clipped(loss):
    return tf.sqrt(loss) if loss < 3.5 else 2  # expect: tf-branch-dtype


def run():
    meter = Meter()
    steps = [float(step(tf.constant(value))) for value in (2.0, 3.0, 4.0)]
    weights = [float(meter.weight(tf.constant(value))) for value in (2.0, 3.0, 4.0)]
    return steps, weights, [float(clipped(tf.constant(value))) for value in (2.0, 3.0, 4.0)]
