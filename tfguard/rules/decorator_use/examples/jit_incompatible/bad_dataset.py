"""A loop over a dataset, and Python code, in compiled functions."""

import tensorflow as tf

batches = tf.data.Dataset.from_tensor_slices([1.0, 2.0])


def halve(x):
    return x / 2.0


@tf.function(jit_compile=True)
def total(x):
    for batch in batches:  # expect: tf-jit-incompatible
        x += batch
    return x


@tf.function(jit_compile=True)
def halved(x):
    return tf.py_function(halve, [x], tf.float32)  # expect: tf-jit-incompatible


def run():
    return [[total(tf.constant(value)).numpy(), halved(tf.constant(value)).numpy()] for value in (1.0, 2.0, 3.0)]
