"""A comprehension is unrolled like a loop."""

import tensorflow as tf


@tf.function
def summed(x):
    parts = [tf.sin(x * float(k)) for k in range(60)]  # expect: tf-python-loop-unroll
    return tf.add_n(parts)


def run():
    return {"b1": [summed(tf.ones([2])) for _ in range(4)]}
