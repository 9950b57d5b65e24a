"""A mutable default is an argument too."""

import tensorflow as tf


@tf.function
def accumulate(value, seen=[]):
    seen.append(value)  # expect: tf-argument-mutation
    return tf.add_n(seen)


def run():
    return [accumulate(tf.constant(value)).numpy() for value in (1.0, 2.0)]
