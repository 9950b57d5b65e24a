"""The global is rebound when all calls of the traced function are over."""

import tensorflow as tf

limit = 3.0


@tf.function
def clipped(values):
    return tf.minimum(values, limit)


def run():
    global limit
    results = [clipped(tf.constant([1.0, 5.0]) * step).numpy() for step in (1.0, 2.0)]
    limit = 10.0
    return results, limit
