"""Old functions where TensorFlow keeps them."""

import tensorflow as tf
import tensorflow.compat.v1 as tf1


@tf.function
def score(x):
    return tf1.to_float(tf.cast(x, tf.int32)) + tf.compat.v1.log(x)


def run():
    return [float(score(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
