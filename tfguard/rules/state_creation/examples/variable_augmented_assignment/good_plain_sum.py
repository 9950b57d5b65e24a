"""`x = v + y` makes a new tensor and leaves the variable alone; a local list may be augmented."""

import tensorflow as tf

bias = tf.Variable(1.0)


@tf.function
def total(values):
    result = bias + 0.0
    parts = []
    for scale in (1.0, 2.0):
        parts += [values * scale]
        result += tf.reduce_sum(parts[-1])
    return result


def run():
    return [total(tf.constant([value, 1.0])).numpy() for value in (1.0, 2.0)], bias.numpy()
