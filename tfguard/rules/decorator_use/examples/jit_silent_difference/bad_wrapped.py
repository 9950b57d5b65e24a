"""The function is wrapped by a call."""

import tensorflow as tf


def prefix_sums(x):
    sums = tf.TensorArray(x.dtype, size=0, dynamic_size=True)  # expect: tf-jit-silent-difference
    total = tf.zeros([])
    for i in tf.range(tf.shape(x)[0]):
        total += x[i]
        sums = sums.write(i, total)
    return sums.stack()


compiled_sums = tf.function(prefix_sums, jit_compile=True)


def run():
    return [compiled_sums(tf.constant([value, 2.0])).numpy().tolist() for value in (1.0, 2.0, 3.0)]
