"""Rebinding the parameter's name leaves the caller's object alone; so does augmenting a tensor or a tuple."""

import tensorflow as tf


@tf.function
def append(value, outputs, shape):
    outputs = outputs + [value]
    shape += (1,)
    value += 1.0
    return tf.reshape(tf.add_n(outputs) + value, shape)


def run():
    outputs = [tf.constant(1.0)]
    result = append(tf.constant(2.0), outputs, (1,))
    return result.numpy(), len(outputs)
