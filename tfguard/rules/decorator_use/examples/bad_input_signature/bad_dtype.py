"""A wrapper of the project hands a dtype on where a spec belongs; made anew by a function."""

import tensorflow as tf


def compiled(*signature):
    return tf.function(input_signature=signature)


def typed(specs):
    return tf.function(input_signature=specs, autograph=False)


def make():
    @typed([tf.float32])  # expect: tf-bad-input-signature
    def double(x):
        return x * 2.0

    return double


def run():
    double = make()
    return [double(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
