"""str() and the % operator, in a method and its helper."""

import tensorflow as tf


def named(index):
    return "row-%s" % tf.cast(index, tf.int32)  # expect: tf-string-format


class Namer:
    @tf.function
    def name(self, x):
        first = str(tf.reduce_max(x))  # expect: tf-string-format
        return tf.strings.join([named(tf.argmax(x)), first], separator=":")


def run():
    namer = Namer()
    return [namer.name(tf.constant([1.0, value])).numpy().decode() for value in (0.0, 2.0, 3.0)]
