"""The static size is used where there is one, else the dynamic one."""

import tensorflow as tf


def batch_size(x):
    static = x.shape[0]
    if static is not None:
        return static * 1
    return tf.shape(x)[0] * 1


@tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
def grown(x):
    count = x.shape[0] or tf.shape(x)[0]
    return tf.zeros([count + batch_size(x), 1])


def run():
    return [grown(tf.ones([size, 2])).shape.as_list() for size in (1, 2, 3)]
