"""A header is packed from the value of a tensor."""

import struct

import tensorflow as tf


def header(count):
    return struct.pack("<I", count)  # expect: tf-foreign-call


@tf.function
def message(values):
    return tf.strings.join([header(tf.size(values)), tf.io.serialize_tensor(values)])


def run():
    return [len(message(tf.ones([2])).numpy()) for _ in range(3)]
