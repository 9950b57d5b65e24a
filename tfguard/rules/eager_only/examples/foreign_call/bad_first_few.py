"""As many names as a tensor says, through an alias of itertools.islice."""

from itertools import islice as take

import tensorflow as tf

NAMES = ("left", "right", "up", "down")


@tf.function
def known(scores):
    count = tf.reduce_sum(tf.cast(scores > 0.5, tf.int32))
    return tf.constant(list(take(NAMES, count)))  # expect: tf-foreign-call


def run():
    return [len(known(tf.constant([0.9, 0.8, 0.1]) + shift)) for shift in (0.0, 0.0, 0.1)]
