"""A global number is rebound between two calls: the graph multiplies by the old one."""

import tensorflow as tf

SCALE = 1.0


@tf.function
def scaled(values):
    return values * SCALE  # expect: tf-global-read


def run():
    global SCALE
    before = scaled(tf.constant([1.0, 2.0])).numpy()
    SCALE = 5.0
    after = scaled(tf.constant([1.0, 2.0])).numpy()
    return before, after
