"""The body of a py_function runs at each call and reads what the global holds then."""

import tensorflow as tf

offset = 1.0


def add_offset(value):
    return value + offset


@tf.function
def shifted(value):
    return tf.py_function(add_offset, [value], tf.float32)


def run():
    global offset
    results = []
    for _ in range(3):
        results.append(shifted(tf.constant(1.0)).numpy())
        offset *= 2.0
    return results
