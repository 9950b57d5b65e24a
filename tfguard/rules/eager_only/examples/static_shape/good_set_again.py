"""The size is open in the signature and known in what is computed with."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
def fixed(rows):
    rows.set_shape([4, 2])
    table = tf.reshape(rows, [2, 4])
    return tf.zeros([rows.shape[0] * 2, table.shape[0] * 3])


@tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
def added(rows):
    both = rows + tf.ones([4, 2])
    return tf.zeros(both.shape)


def run():
    first = [fixed(tf.ones([4, 2])).shape.as_list() for _ in range(3)]
    return [*first, added(tf.ones([4, 2])).shape.as_list()]
