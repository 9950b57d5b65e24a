"""The list of sizes is asked for where not even the number of axes is known."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
def flat_length(x):
    sizes = x.shape.as_list()  # expect: tf-static-shape
    length = 1
    for size in sizes:
        length *= size
    return tf.reshape(x, [length])


def run():
    return [float(tf.reduce_sum(flat_length(tf.ones(shape)))) for shape in ([2], [2, 2], [1, 2, 3])]
