"""Texts about shapes, dtypes and Python values; names of scopes; messages of exceptions."""

import tensorflow as tf


@tf.function
def step(x, name="step"):
    y = tf.square(x)
    with tf.name_scope(f"{name}_{y.shape.rank}"):
        if y.dtype != tf.float32:
            raise TypeError(f"{y} is no float tensor")
        text = f"{name} {y.shape} {y.dtype.name}"
        return tf.strings.join([text, tf.strings.as_string(tf.reduce_sum(y))], separator=" ")


def run():
    return [step(tf.constant([value])).numpy().decode() for value in (1.0, 2.0, 3.0)]
