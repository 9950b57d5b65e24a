"""Lists of static sizes in which what is open is replaced by the size of the call."""

import tensorflow as tf


def sizes_of(x):
    static = x.shape.as_list()
    dynamic = tf.shape(x)
    for axis, size in enumerate(static):
        if size is None:
            static[axis] = dynamic[axis]
    return static


@tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
def reshaped(x):
    sizes = x.get_shape().as_list()
    sizes[0] = -1
    listed = list(x.shape)
    listed.pop(0)
    longer = [tf.shape(x)[0]] + x.shape.as_list()[1:] + [1]
    written = [x.shape[0], 1, 2]
    written[0] = -1
    x = tf.reshape(tf.reshape(x, written), [-1, 2])
    if None in x.shape:
        x = tf.reshape(x, sizes)
    if not all(x.shape):
        return tf.zeros(sizes_of(x)), tf.zeros(listed), tf.reshape(x, longer)
    return tf.zeros(x.shape), tf.zeros(listed), tf.reshape(x, longer)


def run():
    return [[part.shape.as_list() for part in reshaped(tf.ones([size, 2]))] for size in (1, 2, 3)]
