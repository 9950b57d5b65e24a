"""Tables are tensors, items are set by operations, and foreign code runs in tf.numpy_function."""

import struct

import numpy as np
import tensorflow as tf

TABLE = np.array([0.5, 1.0, 2.0], np.float32)


def packed(count):
    return struct.pack("<q", int(count))


@tf.function
def scaled(x):
    kind = tf.argmax(x)
    y = x * tf.gather(TABLE, kind) * tf.constant(TABLE)[kind]
    y = tf.tensor_scatter_nd_update(y, [[0]], [tf.reduce_sum(x)])
    size = tf.strings.length(tf.numpy_function(packed, [kind], tf.string))
    return y * tf.cast(size, tf.float32)


def run():
    x = tf.constant([1.0, 3.0, 2.0])
    return [float(tf.reduce_sum(scaled(x * scale))) for scale in (1.0, 2.0, 3.0)]
