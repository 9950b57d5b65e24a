"""A class method needs no spec for its class, but TensorFlow leaves out only what is called self."""

import tensorflow as tf


class Scaler:
    factor = 3.0

    @classmethod
    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])  # expect: tf-bad-input-signature
    def scale(cls, x):
        return x * cls.factor


def run():
    return [Scaler.scale(tf.constant([value])).numpy().tolist() for value in (1.0, 2.0, 3.0)]
