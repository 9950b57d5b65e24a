"""Neither keras.Variable nor tf.init_scope makes it a variable of the first call only."""

import keras
import tensorflow as tf


@tf.function
def shifted(inputs):
    with tf.init_scope():
        shift = keras.Variable(1.0)  # expect: tf-variable-creation
    return inputs + shift


def run():
    return [shifted(tf.constant(value)).numpy() for value in (1.0, 2.0)]
