"""The write is in a sibling helper, and the traced function is a lambda that calls it."""

import tensorflow as tf


def make_alternating():
    sign = -1.0

    def flip():
        nonlocal sign
        sign = -sign  # expect: tf-nonlocal-write
        return sign

    return tf.function(lambda value: value * flip())


def run():
    alternating = make_alternating()
    return [alternating(tf.constant(2.0)).numpy() for _ in range(4)]
