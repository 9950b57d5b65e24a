"""The condition of a comprehension is not converted, though the function is."""

import tensorflow as tf


@tf.function
def kept(parts):
    squares = [tf.square(parts[0]), tf.square(parts[1])]
    return tf.add_n([s for s in squares if tf.reduce_sum(s) > 0.0])  # expect: tf-tensor-bool-unconverted


def run():
    return [float(kept([tf.constant(1.0), tf.constant(value)])) for value in (1.0, 2.0, 3.0)]
